#version 330
// Where a person's shadow falls the scene is as it is without the light they stand in.
uniform sampler2D shaded;
uniform vec2 frame_size;
in float inside;
out vec4 result;

void main() {
    if (inside < 0.0) discard;
    result = vec4(texture(shaded, gl_FragCoord.xy / frame_size).rgb, 1.0);
}
