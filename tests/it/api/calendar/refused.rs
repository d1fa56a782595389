//! What is refused, each by its field, and that nothing of it is kept.

use serde_json::{Value, json};

use super::{PATH, get, lines, make, office};
use crate::{
    api::check_problem,
    world::{MAILBOX, play},
};

/// What is sent, and the field that is named.
fn wrong() -> Vec<(Value, &'static str)> {
    let day = |spans: Value| json!({"hours": {"fri": spans}});
    let holiday = |date: Value| json!({"holidays": [{"date": "12-25"}, date]});
    let span = |text: &str| day(json!([text]));
    let date = |text: &str| holiday(json!({"date": text}));
    let answer = |text: Value| json!({"answer": {"high": text}});
    let years = (1000..1401).map(|year| json!({"date": format!("{year}-01-01")}));
    let many: Vec<Value> = years.collect();
    vec![
        (json!({"name": " "}), "name"),
        (json!({"name": "x".repeat(101)}), "name"),
        (json!({"name": "ôFFICE"}), "name"), // taken
        (json!({"name": null}), "name"),
        (json!({"name": 5}), "name"),
        (json!({"time_zone": "Paris"}), "time_zone"),
        (json!({"time_zone": ""}), "time_zone"),
        (json!({"time_zone": null}), "time_zone"),
        (json!({"hours": {"mon": []}}), "hours"), // nobody is ever there
        (json!({"hours": null}), "hours"),
        (json!({"hours": []}), "hours"),
        (json!({"answer": ["1h"]}), "answer"),
        (json!({"hours": {"monday": []}}), "hours.monday"),
        (day(json!(null)), "hours.fri"),
        (day(json!("09:00-17:00")), "hours.fri"),
        (day(json!([9])), "hours.fri"),
        (span("9-17"), "hours.fri"),
        (span("17:00-09:00"), "hours.fri"),
        (span("09:00-25:00"), "hours.fri"),
        (day(json!(["09:00-12:00", "11:00-13:00"])), "hours.fri"),
        (
            day(json!(["08:00-09:00", "10:00-11:00", "12:00-13:00"])),
            "hours.fri",
        ),
        (json!({"holidays": null}), "holidays"),
        (json!({"holidays": {}}), "holidays"),
        (json!({"holidays": many}), "holidays"),
        (holiday(json!("12-26")), "holidays.1"),
        (holiday(json!(null)), "holidays.1"),
        (holiday(json!({})), "holidays.1"),
        (
            holiday(json!({"date": "12-26", "name": null})),
            "holidays.1",
        ),
        (
            holiday(json!({"date": "12-26", "year": 2026})),
            "holidays.1",
        ),
        (
            holiday(json!({"date": "12-26", "name": "x".repeat(101)})),
            "holidays.1",
        ),
        (date("2026-02-29"), "holidays.1"),
        (date("02-30"), "holidays.1"),
        (date("2026-13-01"), "holidays.1"),
        (date("25/12"), "holidays.1"),
        (json!({"answer": null}), "answer"),
        (json!({"answer": {"critical": "1h"}}), "answer.critical"),
        (answer(json!(4)), "answer.high"),
        (answer(json!("0m")), "answer.high"),
        (answer(json!("1d")), "answer.high"),
        (answer(json!("8785h")), "answer.high"),
        (json!({"solution": {"low": "soon"}}), "solution.low"),
        (json!({"mailboxes": ["nobody@lumen.example"]}), "mailboxes"),
        (json!({"mailboxes": null}), "mailboxes"),
        (json!({"groups": ["None"]}), "groups"),
        (json!({"groups": [1]}), "groups"),
        (json!({"default": null}), "default"),
        (json!({"default": "yes"}), "default"),
        (json!({"id": 7}), "id"),
        (json!({"colour": "red"}), "colour"),
    ]
}

#[test]
fn what_is_wrong_is_named() {
    play(async |world| {
        let api = world.api();
        make(&api, &office()).await;
        let second = json!({"name": "Second", "hours": {"mon": ["09:00-17:00"]}});
        make(&api, &second).await;
        let before = (get(&api, 2).await, lines(world).len());
        for (change, field) in wrong() {
            check_problem(
                api.patch(&format!("{PATH}/2"), &change).await,
                422,
                Some(field),
            );
            let mut new = json!({"name": "Third", "hours": {"mon": ["09:00-17:00"]}});
            for (key, value) in change.as_object().unwrap() {
                new[key] = value.clone();
            }
            check_problem(api.post(PATH, &new).await, 422, Some(field));
        }
        check_problem(api.post(PATH, &json!({})).await, 422, Some("hours"));
        let hours = json!({"hours": {"mon": ["09:00-17:00"]}});
        check_problem(api.post(PATH, &hours).await, 422, Some("name"));
        assert_eq!((get(&api, 2).await, lines(world).len()), before);
        let unknown = json!({"mailboxes": ["none@lumen.example"]});
        let refused = api.patch(&format!("{PATH}/2"), &unknown).await;
        let refused = check_problem(refused, 422, Some("mailboxes"));
        assert!(refused["detail"].as_str().unwrap().ends_with(MAILBOX));
    });
}
