#version 330
// Moves a person's vertices with the joints they hang on.
in vec3 in_position;
in vec3 in_normal;
in vec4 in_joints;
in vec4 in_weights;
in vec2 in_surface; // material, and metres inside the edge of the garment

uniform mat4 joints[24];
uniform mat4 view_projection;
uniform vec4 light_plane; // w: 0 draws the person; 1 flattens it along xyz, 2 away from xyz

out vec3 rest;
out vec3 world;
out vec3 normal;
out float inside;
flat out int material;

void main() {
    mat4 motion = in_weights.x * joints[int(in_joints.x)] + in_weights.y * joints[int(in_joints.y)]
        + in_weights.z * joints[int(in_joints.z)];
    vec3 place = (motion * vec4(in_position, 1.0)).xyz;
    rest = in_position;
    normal = mat3(motion) * in_normal;
    inside = in_surface.y;
    material = int(in_surface.x + 0.5);
    if (light_plane.w > 1.5) {
        vec3 ray = place - light_plane.xyz;
        place = vec3(light_plane.xy + ray.xy * light_plane.z / max(0.05, -ray.z), 0.0);
    } else if (light_plane.w > 0.5) {
        place = vec3(place.xy - light_plane.xy * place.z / light_plane.z, 0.0);
    }
    world = place;
    gl_Position = view_projection * vec4(place, 1.0);
}
