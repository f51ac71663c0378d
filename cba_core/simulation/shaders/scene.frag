#version 330
//#include materials.glsl
//#include light.glsl
in vec3 world;
in vec3 normal;
in vec3 colour;
in vec2 made;

uniform sampler2D sun_depth;   // of the scene from the light of this pass
uniform mat4 sun_view;
uniform int light_pass;        // 0 reflectance, 1 one light of the sky, 2 the sun
uniform vec3 pass_direction;
uniform vec3 pass_light;

out vec4 result;

// Flat coordinates on the face, in metres.
vec2 on_face(vec3 p, vec3 n) {
    vec3 a = abs(n);
    if (a.z > a.x && a.z > a.y) return p.xy;
    return a.x > a.y ? vec2(p.y, p.z) : vec2(p.x, p.z);
}

// What share of a joint between stones, tiles or bricks is seen here.
float joints_of(vec2 uv, vec2 size, float width, float shift) {
    float row = floor(uv.y / size.y);
    uv.x += shift * size.x * mod(row, 2.0);
    vec2 d = abs(fract(uv / size) - 0.5) * size;
    vec2 edge = 0.5 * size - d;
    return 1.0 - smoothstep(0.3 * width, width, min(edge.x, edge.y));
}

void surface(out vec3 reflectance, out float infrared, out float warmth) {
    int kind_of = int(made.x + 0.5);
    vec2 uv = on_face(world, normal);
    float coarse = layered_noise(world * 1.3);
    float fine = layered_noise(world * 11.0);
    float grain = value_noise(world * 70.0);
    float stain = smoothstep(0.45, 0.75, layered_noise(world * vec3(0.5, 0.5, 1.7) + 3.0));
    reflectance = colour * (0.86 + 0.28 * (0.6 * coarse + 0.4 * fine));
    infrared = 0.55 * dot(reflectance, vec3(0.33)) + 0.18;
    warmth = made.y + 0.8 * (coarse - 0.5);
    if (kind_of == 0) { // asphalt, with repairs and tyre marks
        reflectance *= 0.78 + 0.45 * grain;
        float patch_ = step(0.63, value_noise(floor(world.xyz * vec3(0.35, 0.55, 1.0)) + 0.5));
        reflectance *= 1.0 - 0.22 * patch_;
        infrared = 0.16 + 0.1 * grain - 0.03 * patch_;
        warmth += 1.4;
    } else if (kind_of == 1) { // paving stones
        vec2 stone = floor(uv / vec2(0.6, 0.4));
        float own = hash(vec3(stone, 3.0));
        reflectance *= 0.86 + 0.24 * own;
        float gap = joints_of(uv, vec2(0.6, 0.4), 0.02, 0.5);
        reflectance *= (1.0 - 0.5 * gap) * (0.92 + 0.16 * grain);
        float gum = smoothstep(0.80, 0.84, value_noise(world * 6.0));
        reflectance *= 1.0 - 0.35 * gum;
        reflectance *= 1.0 - 0.20 * stain;
        infrared = 0.30 * (0.85 + 0.3 * own) * (1.0 - 0.35 * gap);
        warmth += 1.0 + 0.5 * own;
    } else if (kind_of == 2) { // bricks
        vec2 size = vec2(0.25, 0.075);
        vec2 cell = floor(vec2(uv.x + 0.125 * mod(floor(uv.y / size.y), 2.0), uv.y) / size);
        float own = hash(vec3(cell, 9.0));
        float mortar = joints_of(uv, size, 0.012, 0.5);
        reflectance = mix(reflectance * (0.72 + 0.55 * own), vec3(0.36, 0.34, 0.31), mortar);
        reflectance *= 1.0 - 0.25 * stain * smoothstep(3.0, 0.0, world.z);
        infrared = 0.42 * (0.8 + 0.35 * own) - 0.08 * mortar;
        warmth += 0.6;
    } else if (kind_of == 3) { // concrete
        float line = joints_of(uv, vec2(2.4, 1.2), 0.02, 0.0);
        reflectance *= (1.0 - 0.25 * line) * (0.9 + 0.2 * grain) * (1.0 - 0.25 * stain);
        infrared = 0.34 * (0.9 + 0.2 * fine);
    } else if (kind_of == 4) { // plaster; upper storeys have windows
        reflectance *= (0.95 + 0.1 * grain) * (1.0 - 0.22 * stain * smoothstep(2.5, 0.0, world.z));
        infrared = 0.52 * (0.9 + 0.2 * fine);
        warmth += 0.4;
    } else if (kind_of == 5) { // glass shows a dim room
        float room = value_noise(vec3(uv * vec2(1.6, 2.2), 5.0));
        reflectance = colour + vec3(0.10, 0.09, 0.07) * room * room;
        float bar = 1.0 - smoothstep(0.03, 0.045, abs(fract(uv.x / 1.2) - 0.5) * 1.2);
        reflectance = mix(reflectance, vec3(0.15), bar);
        infrared = 0.10 + 0.1 * room;
        warmth -= 2.2;
    } else if (kind_of == 6) {
        reflectance *= 0.85 + 0.3 * fine;
        infrared = 0.22;
        warmth -= 0.8;
    } else if (kind_of == 7) {
        float fibre = value_noise(vec3(uv.x * 2.0, uv.y * 24.0, world.y * 2.0));
        reflectance *= 0.72 + 0.5 * fibre;
        infrared = 0.38;
    } else if (kind_of == 8) { // leaves are bright in near-infrared
        float leaf = value_noise(world * 17.0);
        reflectance *= 0.35 + 1.5 * leaf * leaf;
        infrared = 0.22 + 0.5 * leaf;
        warmth -= 0.4;
    } else if (kind_of == 10) {
        reflectance = colour * (0.95 + 0.1 * coarse) + 0.03;
        infrared = 0.35;
        warmth -= 0.5;
    } else if (kind_of == 11) {
        float gap = joints_of(uv, vec2(0.6, 0.6), 0.012, 0.0);
        float own = hash(vec3(floor(uv / 0.6), 5.0));
        reflectance *= (0.92 + 0.14 * own) * (1.0 - 0.35 * gap);
        infrared = 0.40 * (0.95 + 0.1 * own) * (1.0 - 0.2 * gap);
    } else if (kind_of == 12) {
        infrared = 0.6;
    }
    // walls of houses carry rows of windows above the shops
    if ((kind_of == 2 || kind_of == 4) && world.z > 3.3 && abs(normal.z) < 0.5) {
        vec2 cell = vec2(fract(uv.x / 2.6) * 2.6, fract((uv.y - 3.3) / 2.8) * 2.8);
        vec2 d = abs(cell - vec2(1.3, 1.3)) - vec2(0.55, 0.75);
        float pane = 1.0 - smoothstep(-0.01, 0.01, max(d.x, d.y));
        float frame = 1.0 - smoothstep(0.06, 0.08, max(d.x, d.y));
        vec3 glass = vec3(0.05, 0.055, 0.065) + 0.05 * value_noise(vec3(floor(uv / vec2(2.6, 2.8)), 1.0));
        reflectance = mix(mix(reflectance, vec3(0.5), frame), glass, pane);
        infrared = mix(mix(infrared, 0.5, frame), 0.12, pane);
        warmth = mix(warmth, made.y - 1.5, pane);
    }
}

void main() {
    vec3 n = normalize(normal);
    if (light_pass == 0) {
        vec3 reflectance;
        float infrared;
        float warmth;
        surface(reflectance, infrared, warmth);
        bool is_lamp = int(made.x + 0.5) == 12;
        if (kind == THERMAL) {
            result = vec4(ambient_temperature + warmth, 0.0, 0.0, 1.0);
        } else if (kind == NEAR_INFRARED) {
            result = vec4(vec3(infrared), is_lamp ? 1.0 : 0.0);
        } else {
            result = vec4(reflectance, is_lamp ? 1.0 : 0.0);
        }
        return;
    }
    if (light_pass == 3) { // what falls on the place from lamps and the camera's illuminator
        result = kind == NEAR_INFRARED ? vec4(vec3(illuminator_at(n, world)), 1.0)
            : vec4(lamps_at(n, world), 1.0);
        return;
    }
    float facing = dot(n, pass_direction);
    vec4 seen_from = sun_view * vec4(world + 0.03 * n, 1.0);
    vec3 at = seen_from.xyz / seen_from.w * 0.5 + 0.5;
    if (light_pass == 1) { // one of many lights of the sky: their sum is soft by itself
        float open_ = step(at.z - 0.0015, texture(sun_depth, at.xy).r);
        result = vec4(pass_light * max(0.0, facing) * open_, 1.0);
        return;
    }
    float lit = 0.0;
    vec2 texel = 1.0 / vec2(textureSize(sun_depth, 0));
    for (int i = -1; i <= 1; i++) {
        for (int j = -1; j <= 1; j++) {
            lit += step(at.z - 0.0015, texture(sun_depth, at.xy + vec2(i, j) * texel).r) / 9.0;
        }
    }
    result = vec4(pass_light * max(0.0, facing) * lit, 1.0);
}
