#version 330
in vec3 in_position;
in vec3 in_normal;
in vec3 in_colour;
in vec2 in_made; // material, degrees above the air

uniform mat4 view_projection;

out vec3 world;
out vec3 normal;
out vec3 colour;
out vec2 made;

void main() {
    world = in_position;
    normal = in_normal;
    colour = in_colour;
    made = in_made;
    gl_Position = view_projection * vec4(in_position, 1.0);
}
