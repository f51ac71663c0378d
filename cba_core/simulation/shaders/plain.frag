#version 330
// A person's silhouette, for the truth.
uniform float number;
in float inside;
out vec4 result;

void main() {
    if (inside < 0.0) discard;
    result = vec4(number, 0.0, 0.0, 1.0);
}
