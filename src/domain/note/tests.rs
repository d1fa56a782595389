//! Whom a note calls.

use super::*;

fn people() -> Vec<(UserId, String)> {
    [
        (1, "Inès Caron"),
        (2, "Tom Ott"),
        (3, "Tom Ottesen"),
        (4, "Zoë"),
        (5, ""),
    ]
    .map(|(id, name)| (UserId(id), name.to_owned()))
    .to_vec()
}

#[test]
fn a_whole_name_or_a_first_name_that_one_has_calls() {
    let called = |text: &str| {
        let all = mentioned(text, &people());
        all.iter().map(|user| user.0).collect::<Vec<_>>()
    };
    assert_eq!(called("@Inès delete the copy"), [1]);
    assert_eq!(called("@inès CARON, please; @Zoë?"), [1, 4]);
    assert_eq!(called("ask @Tom Ott."), [2]);
    assert_eq!(called("ask @tom ottesen."), [3]);
    assert_eq!(called("(@Zoë) @zoë"), [4]);
    // Two have that first name; none has these; an address is no call.
    for nobody in [
        "@Tom",
        "@Tomás",
        "@Inèsa",
        "@",
        "x@Zoë",
        "mail zoe@Zoë.example",
        "Inès",
        "@ Zoë",
    ] {
        assert_eq!(called(nobody), [0; 0], "{nobody}");
    }
}

#[test]
fn the_parts_are_the_text() {
    for text in [
        "",
        "@Zoë",
        "a @Zoë b",
        "@Zoë@Zoë",
        "@@Zoë",
        "é@",
        "@Tom Ott@Tom Ottesen @x\n@Inès",
    ] {
        let people = people();
        let whole: String = parts(text, &people).iter().map(|part| part.text).collect();
        assert_eq!(whole, text);
    }
    let (text, people) = ("hey @Zoë!", people());
    let parts = parts(text, &people);
    let mentioned: Vec<_> = parts
        .iter()
        .map(|part| (part.text, part.mentions))
        .collect();
    assert_eq!(
        mentioned,
        [("hey ", None), ("@Zoë", Some(UserId(4))), ("!", None)]
    );
}
