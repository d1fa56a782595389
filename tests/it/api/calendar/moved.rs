//! Who follows which calendar when another takes them, when one is deleted and when it is back; and
//! what the audit log says of it.

use guichet::domain::id::UndoId;
use serde_json::json;

use super::{OTHER, PATH, edit, followers, get, lines, make, office};
use crate::world::{MAILBOX, play};

#[test]
fn what_follows_one_calendar_leaves_the_other() {
    play(async |world| {
        let api = world.api();
        followers(&api).await;
        let mut one = office();
        one["mailboxes"] = json!([MAILBOX, OTHER]);
        one["groups"] = json!(["Network"]);
        one["default"] = json!(true);
        make(&api, &one).await;
        let mut two = json!({"name": "Night", "hours": {"sun": ["00:00-24:00"]}});
        two["mailboxes"] = json!([OTHER]);
        two["default"] = json!(true);
        make(&api, &two).await;
        let bound = async |id: u64| {
            let is = get(&api, id).await;
            (
                is["mailboxes"].clone(),
                is["groups"].clone(),
                is["default"].clone(),
            )
        };
        assert_eq!(
            bound(1).await,
            (json!([MAILBOX]), json!(["Network"]), json!(false))
        );
        assert_eq!(bound(2).await, (json!([OTHER]), json!([]), json!(true)));
        edit(&api, 2, json!({"groups": ["Network"], "mailboxes": []})).await;
        assert_eq!(bound(1).await, (json!([MAILBOX]), json!([]), json!(false)));
        assert_eq!(bound(2).await, (json!([]), json!(["Network"]), json!(true)));
        // Nothing has to be for all other tickets.
        edit(&api, 2, json!({"default": false})).await;
        assert_eq!(bound(1).await.2, json!(false));
        assert_eq!(bound(2).await.2, json!(false));
        let said = lines(world);
        let office: Vec<_> = said.iter().filter(|line| line.1 == "Office").collect();
        assert_eq!(
            office[1].2,
            [
                format!("mailboxes: {MAILBOX}, {OTHER} → {MAILBOX}"),
                "default: true → false".to_owned()
            ]
        );
        assert_eq!(office[2].2, ["groups: Network → "]);
        // A group that is gone is not shown, and there again where it was.
        api.send("DELETE", "/api/v1/groups/1", &json!({}))
            .await
            .expect(204);
        assert_eq!(bound(2).await.1, json!([]));
        let mailbox = "/api/v1/mailboxes/1";
        api.send("DELETE", mailbox, &json!({})).await.expect(204);
        assert_eq!(bound(1).await.0, json!([]));
        edit(&api, 1, json!({"name": "Bureau", "mailboxes": [OTHER]})).await;
        api.patch(mailbox, &json!({"active": true}))
            .await
            .expect(200);
        assert_eq!(bound(1).await.0, json!([OTHER, MAILBOX]));
        world.check_store();
    });
}

#[test]
fn the_audit_log_says_every_field() {
    play(async |world| {
        let api = world.api();
        let mut new = office();
        new["hours"]["tue"] = json!(["09:00-17:00"]);
        new["time_zone"] = json!("Europe/Paris");
        new["holidays"] = json!([{"date": "12-25", "name": "Christmas"}, {"date": "01-01"}]);
        new["answer"] = json!({"high": "4h"});
        new["mailboxes"] = json!([MAILBOX]);
        make(&api, &new).await;
        let change = json!({
            "name": "Bureau", "time_zone": "UTC", "hours": {"mon": ["09:00-12:00", "14:00-18:00"]},
            "holidays": [{"date": "01-01"}, {"date": "2026-05-01", "name": "Labour Day"}],
            "answer": {"high": "90m"}, "solution": {"low": "40h"}, "mailboxes": [], "default": true,
        });
        edit(&api, 1, change).await;
        api.send("DELETE", &format!("{PATH}/1"), &json!({}))
            .await
            .expect(204);
        let said = lines(world);
        let acts: Vec<_> = said.iter().map(|it| (it.0, it.1.as_str())).collect();
        assert_eq!(
            acts,
            [
                ("calendar-made", "Office"),
                ("calendar-changed", "Bureau"),
                ("calendar-deleted", "Bureau")
            ]
        );
        assert_eq!(
            said[1].2,
            [
                "name: Office → Bureau",
                "time_zone: Europe/Paris → UTC",
                "hours: Mon-Tue 09:00-17:00 → Mon 09:00-12:00 14:00-18:00, Tue 09:00-17:00",
                "holidays: 12-25 Christmas → 2026-05-01 Labour Day",
                "answer: high 4h → high 90m",
                "solution:  → low 40h",
                &format!("mailboxes: {MAILBOX} → "),
                "default: false → true",
            ]
        );
        assert_eq!(said[2].2.first().unwrap(), "name: Bureau → ");
        let page = world.admin().await.get("/settings/audit").await.text();
        assert!(page.contains("Mon-Tue 09:00-17:00"), "the page says it too");
    });
}

#[test]
fn a_deleted_calendar_comes_back_with_what_nobody_else_has() {
    play(async |world| {
        let (api, admin, now) = (world.api(), world.as_admin(), world.clock.now());
        followers(&api).await;
        let mut new = office();
        new["mailboxes"] = json!([MAILBOX, OTHER]);
        new["groups"] = json!(["Network"]);
        new["default"] = json!(true);
        let made = make(&api, &new).await;
        let delete = async |id: u64| -> UndoId {
            let calendars = admin.calendars().unwrap();
            let id = calendars.iter().find(|it| it.id.0 == id).unwrap().id;
            let admin = admin.clone();
            let deleted = world.desk().run(move |_| admin.calendar_delete(id, now));
            deleted.await.unwrap().unwrap().unwrap()
        };
        let back = async |undo: UndoId| {
            let admin = admin.clone();
            let undone = world.desk().run(move |_| admin.undo(undo, now));
            undone.await.unwrap().unwrap().subject
        };
        let undo = delete(1).await;
        assert_eq!(back(undo).await, "Office");
        assert_eq!(get(&api, 1).await, made, "as if nothing had been");
        let undo = delete(1).await;
        let other = json!({"name": "OFFICE", "hours": {"tue": ["09:00-17:00"]},
            "mailboxes": [OTHER], "default": true});
        make(&api, &other).await;
        assert_eq!(back(undo).await, "Office (2)");
        assert_eq!(back(undo).await, "Office (2)", "a second time is none");
        let is = get(&api, 1).await;
        assert_eq!(is["mailboxes"], json!([MAILBOX]));
        assert_eq!(is["groups"], json!(["Network"]));
        assert_eq!(is["default"], json!(false));
        let last = lines(world).pop().unwrap();
        assert_eq!(
            (last.0, last.1.as_str()),
            ("calendar-restored", "Office (2)")
        );
        assert!(
            last.2.contains(&format!("mailboxes:  → {MAILBOX}")),
            "{last:?}"
        );
        world.check_store();
    });
}
