#version 330
// The developed scene, with its depth, behind the people.
in vec2 at;
uniform sampler2D picture;
uniform sampler2D depth;
out vec4 result;

void main() {
    result = texture(picture, at);
    gl_FragDepth = texture(depth, at).r;
}
