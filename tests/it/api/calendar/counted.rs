//! What a calendar does to tickets: when they are due, and that all are looked at again.

use std::time::Duration;

use guichet::{
    desk::{
        Desk, DeskOptions,
        calendars::{
            CalendarEdit,
            typed::{Day, Target},
        },
        setup::FirstRun,
    },
    domain::{id::TicketId, user::Language},
    store,
};
use serde_json::{Value, json};

use super::{PATH, edit, make};
use crate::world::{ADMIN, MAILBOX, NOW, PASSWORD, address, mail::Mail, play_still};

#[test]
fn tickets_are_due_by_their_calendar() {
    play_still(async |world| {
        world
            .ticket(&Mail::text("ines@cust.example", "lamp", "dark"))
            .await;
        let dues = || {
            let book = world.desk().book().unwrap();
            book.dues(&world.tickets()[0]).answer
        };
        assert_eq!(dues(), None);
        let api = world.api();
        let all = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
        let hours: serde_json::Map<String, Value> = all
            .iter()
            .map(|day| ((*day).to_owned(), json!(["00:00-24:00"])))
            .collect();
        let always = json!({"name": "Always", "hours": hours, "answer": {"medium": "4h"},
            "mailboxes": [MAILBOX]});
        make(&api, &always).await;
        let asked = world.tickets()[0].asked.unwrap();
        let hours = |count: u64| Duration::from_secs(count * 3600);
        assert_eq!(dues(), Some(asked.plus(hours(4))));
        edit(&api, 1, json!({"answer": {"medium": "2h"}})).await;
        assert_eq!(dues(), Some(asked.plus(hours(2))));
        edit(&api, 1, json!({"mailboxes": []})).await;
        assert_eq!(dues(), None, "no calendar promises anything");
        edit(&api, 1, json!({"default": true})).await;
        assert_eq!(dues(), Some(asked.plus(hours(2))));
        api.send("DELETE", &format!("{PATH}/1"), &json!({}))
            .await
            .expect(204);
        assert_eq!(dues(), None);
    });
}

/// On a desk where nobody looks at tickets yet, so that what has to be looked at stays to be seen.
#[test]
fn every_ticket_is_looked_at_again() {
    let folder = tempfile::tempdir().unwrap();
    let desk = Desk::open(DeskOptions::for_testing(folder.path())).unwrap();
    let answers = FirstRun {
        organization: "Lumen".to_owned(),
        language: Language::En,
        time_zone: "Europe/Paris".to_owned(),
        mailbox: address(MAILBOX),
        admin_name: "Ada".to_owned(),
        admin_email: address(ADMIN),
        password: PASSWORD.to_owned(),
        smarthost: None,
        smarthost_password: None,
        demo: false,
    };
    let admin = desk.first_run(answers, NOW).unwrap();
    let admin = desk.act_as(&admin).unwrap();
    // True if all are to be looked at; from then on none is.
    let refilled = || {
        let view = desk.store().read().unwrap();
        let from = store::timer::refill_from(&view).unwrap();
        let done = desk.store();
        done.write(|tx| store::timer::set_refill(tx, None)).unwrap();
        from == Some(TicketId(1))
    };
    refilled();
    let mut hours = CalendarEdit {
        name: Some("Office".to_owned()),
        ..CalendarEdit::default()
    };
    hours.days[0] = Some(Day::read(["09:00-17:00"]).unwrap());
    let made = admin.calendar_make(hours.clone(), NOW).unwrap();
    assert!(refilled(), "made");
    admin.calendar_edit(made.id, hours, NOW).unwrap();
    assert!(!refilled(), "as it was");
    let mut target = CalendarEdit::default();
    target.answer[1] = Some(Target::read("4h").unwrap());
    admin.calendar_edit(made.id, target, NOW).unwrap();
    assert!(refilled(), "changed");
    let undo = admin.calendar_delete(made.id, NOW).unwrap().unwrap();
    assert!(refilled(), "deleted");
    admin.undo(undo, NOW).unwrap();
    assert!(refilled(), "back");
}
