//! The allocator is told what to give back, whoever starts the desk, and an admin's own word counts.

use crate::world::program::{BINARY, Program, data_in, serve};

/// What a process was started with: one of `cmdline` and `environ`.
fn of_process(id: u32, what: &str) -> Vec<String> {
    let bytes = std::fs::read(format!("/proc/{id}/{what}")).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    text.split_terminator('\0').map(str::to_owned).collect()
}

#[test]
fn a_desk_starts_in_its_own_place_and_tells_the_allocator() {
    let folder = tempfile::tempdir().unwrap();
    let data = data_in(&folder);
    let (mut command, web, smtp) = serve(&data);
    command.env_remove("MALLOC_MMAP_THRESHOLD_");
    command.env_remove("MALLOC_TRIM_THRESHOLD_");
    command.env("MALLOC_ARENA_MAX", "7");
    let given = command.get_args().map(|it| it.to_str().unwrap().to_owned());
    let given: Vec<String> = given.collect();
    let desk = Program::run(command, web, smtp);
    let told = of_process(desk.id(), "environ");
    let has = |line: &str| told.iter().any(|it| it == line);
    assert!(has("MALLOC_MMAP_THRESHOLD_=1000000"), "{told:?}");
    assert!(has("MALLOC_TRIM_THRESHOLD_=8000000"), "{told:?}");
    assert!(has("MALLOC_ARENA_MAX=7"), "{told:?}");
    let line = of_process(desk.id(), "cmdline");
    assert_eq!(line[0], BINARY);
    assert_eq!(line[1..], given);
}
