//! One calendar: its form there and back, what is refused and stays as it was typed, deletion.

use serde_json::{Value, json};

use super::check_page;
use crate::world::{MAILBOX, World, html::Page, play};

const LIST: &str = "/settings/calendars";
const NEW: &str = "/settings/calendars/new";
const ONE: &str = "/settings/calendars/1";

async fn kept(world: &World, id: u64) -> Value {
    let path = format!("/api/v1/calendars/{id}");
    world.api().get(&path).await.expect(200).json()
}

/// What a browser would send of the form, with some fields typed anew.
fn filled(page: &Page, action: &str, typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = page.fields(action);
    let lines = page.one("textarea", &[("name", "holidays")]).text.clone();
    fields.push(("holidays".to_owned(), lines));
    fields.retain(|(name, _)| !typed.iter().any(|(typed, _)| typed == name));
    let typed = typed.iter().map(|(name, text)| (*name, *text));
    fields.extend(typed.map(|(name, text)| (name.to_owned(), text.to_owned())));
    fields
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect()
}

#[test]
fn a_calendar_is_made_as_the_form_proposes_it() {
    play(async |world| {
        let admin = world.admin().await;
        let page = check_page(&admin.get(NEW).await, 200);
        let typed = [("name", "Office")];
        let fields = filled(&page, NEW, &typed);
        let answer = admin.post(NEW, &borrowed(&fields)).await.expect(303);
        assert_eq!(answer.header("location"), "/settings/calendars?saved=1");
        let made = kept(world, 1).await;
        for day in ["mon", "tue", "wed", "thu", "fri"] {
            assert_eq!(made["hours"][day], json!(["09:00-17:00"]), "{day}");
        }
        assert_eq!(
            (&made["hours"]["sat"], &made["hours"]["sun"]),
            (&json!([]), &json!([]))
        );
        assert_eq!(made["default"], true, "there was none for all others");
        assert_eq!(made["answer"]["urgent"], Value::Null);
        let page = check_page(&admin.get(NEW).await, 200);
        assert!(!page.one("input", &[("name", "default")]).has("checked"));
    });
}

#[test]
fn a_form_goes_there_and_back() {
    play(async |world| {
        let group = json!({"name": "Network"});
        let made = world.api().post("/api/v1/groups", &group).await;
        let group = made.expect(201).json()["id"].to_string();
        let admin = world.admin().await;
        let page = check_page(&admin.get(NEW).await, 200);
        let typed = [
            ("name", "Night"),
            ("time_zone", "europe/paris"),
            ("hours.mon.1.to", "12:00"),
            ("hours.mon.2.from", "14:00"),
            ("hours.mon.2.to", "18:00"),
            ("hours.tue.1.from", ""),
            ("hours.tue.1.to", ""),
            ("hours.wed.1.from", ""), // only the second pair is filled
            ("hours.wed.1.to", ""),
            ("hours.wed.2.from", "22:00"),
            ("hours.wed.2.to", "00:00"),
            (
                "holidays",
                " 2026-12-25   Christmas Day\r\n\r\n05-01\r\n05-01\tLabour Day\r\n",
            ),
            ("answer.urgent", " 30m "),
            ("solution.low", "90m"),
            ("mailboxes", "1"),
            ("groups", &group),
        ];
        let fields = filled(&page, NEW, &typed);
        admin.post(NEW, &borrowed(&fields)).await.expect(303);
        let made = kept(world, 1).await;
        assert_eq!(made["time_zone"], "Europe/Paris");
        assert_eq!(made["hours"]["mon"], json!(["09:00-12:00", "14:00-18:00"]));
        assert_eq!(made["hours"]["tue"], json!([]));
        assert_eq!(made["hours"]["wed"], json!(["22:00-24:00"]));
        assert_eq!(
            made["holidays"],
            json!([{"date": "2026-12-25", "name": "Christmas Day"},
                {"date": "05-01", "name": "Labour Day"}])
        );
        assert_eq!(made["answer"]["urgent"], "30m");
        assert_eq!(made["solution"]["low"], "90m");
        assert_eq!(made["mailboxes"], json!([MAILBOX]));
        assert_eq!(made["groups"], json!(["Network"]));
        // Saved as it is shown, nothing changes.
        let page = check_page(&admin.get(ONE).await, 200);
        assert_eq!(
            page.value("hours.wed.1.to"),
            "00:00",
            "midnight as a field knows it"
        );
        let fields = filled(&page, ONE, &[]);
        admin.post(ONE, &borrowed(&fields)).await.expect(303);
        assert_eq!(kept(world, 1).await, made);
        // Boxes that were not pressed take nothing back from the calendar that has it since.
        let other = json!({"name": "Other", "hours": {"mon": ["09:00-17:00"]},
            "mailboxes": [MAILBOX], "default": true});
        let other = world.api().post("/api/v1/calendars", &other).await;
        other.expect(201);
        let mut fields = fields;
        fields.retain(|(name, _)| name != "groups");
        admin.post(ONE, &borrowed(&fields)).await.expect(303);
        let is = kept(world, 1).await;
        assert_eq!((&is["mailboxes"], &is["groups"]), (&json!([]), &json!([])));
        assert_eq!(is["default"], false);
        let page = admin.get(ONE).await.text();
        assert!(page.contains("Now follows <b>"), "{page}");
    });
}

#[test]
fn what_is_refused_stays_as_it_was_typed() {
    play(async |world| {
        let other = json!({"name": "Other", "hours": {"mon": ["09:00-17:00"]}});
        let other = world.api().post("/api/v1/calendars", &other).await;
        other.expect(201);
        let admin = world.admin().await;
        let typed = [
            ("name", " "),
            ("time_zone", "Paris"),
            ("hours.mon.1.from", "17:00"),
            ("hours.mon.1.to", "09:00"),
            ("hours.tue.1.from", "09:00"),
            ("hours.tue.1.to", "17:00"),
            ("hours.tue.2.from", "16:00"),
            ("hours.tue.2.to", "18:00"),
            ("hours.wed.1.from", "09:00"),
            ("hours.wed.1.to", ""),
            ("holidays", "2026-02-30 never\n12-25 Christmas\nsoon"),
            ("answer.high", "4 days"),
            ("solution.urgent", "0m"),
            ("mailboxes", "1"),
        ];
        let wrong = [
            "name",
            "time-zone",
            "hours-mon",
            "hours-tue",
            "hours-wed",
            "holidays",
            "answer-high",
            "solution-urgent",
        ];
        for path in [NEW, ONE] {
            let page = check_page(&admin.get(path).await, 200);
            let fields = filled(&page, path, &typed);
            let page = check_page(&admin.post(path, &borrowed(&fields)).await, 422);
            for id in wrong {
                page.one("p", &[("id", &format!("{id}-e"))]);
                page.one("a", &[("href", &format!("#{id}"))]);
                page.one("", &[("id", id)]);
            }
            for (name, text) in &typed[..10] {
                assert_eq!(page.value(name), *text, "{path} {name}");
            }
            for (name, text) in &typed[11..13] {
                assert_eq!(page.value(name), *text, "{path} {name}");
            }
            let lines = page.one("textarea", &[("name", "holidays")]);
            assert_eq!(lines.text.trim(), typed[10].1, "{path}");
            let said = page.one("p", &[("id", "holidays-e")]);
            assert!(
                said.text.ends_with("2026-02-30 never · soon"),
                "{}",
                said.text
            );
            assert!(page.one("input", &[("name", "mailboxes")]).has("checked"));
        }
        assert_eq!(kept(world, 1).await["mailboxes"], json!([]));
    });
}

#[test]
fn what_only_the_desk_knows_is_said_at_its_field() {
    play(async |world| {
        let other = json!({"name": "Other", "hours": {"mon": ["09:00-17:00"]}});
        let other = world.api().post("/api/v1/calendars", &other).await;
        other.expect(201);
        let admin = world.admin().await;
        let page = check_page(&admin.get(NEW).await, 200);
        let days = ["mon", "tue", "wed", "thu", "fri"];
        let names: Vec<[String; 2]> = days
            .iter()
            .map(|day| ["from", "to"].map(|end| format!("hours.{day}.1.{end}")))
            .collect();
        let closed = names.iter().flatten().map(|name| (name.as_str(), ""));
        let closed: Vec<_> = closed.chain([("name", "Never")]).collect();
        let many: String = (1000..1401).map(|year| format!("{year}-01-01\n")).collect();
        for (typed, field) in [
            (vec![("name", "OTHER")], "name"),
            (closed, "hours"),
            (vec![("name", "N"), ("holidays", many.as_str())], "holidays"),
            (vec![("name", "N"), ("mailboxes", "9")], "mailboxes"),
        ] {
            let fields = filled(&page, NEW, &typed);
            let page = check_page(&admin.post(NEW, &borrowed(&fields)).await, 422);
            page.one("p", &[("id", &format!("{field}-e"))]);
        }
        for path in ["/settings/calendars/9", "/settings/calendars/x"] {
            check_page(&admin.get(path).await, 404);
        }
        check_page(&admin.post("/settings/calendars/9/delete", &[]).await, 404);
        let fields = filled(&page, NEW, &[("name", "N")]);
        let answer = admin
            .post("/settings/calendars/9", &borrowed(&fields))
            .await;
        check_page(&answer, 404);
    });
}

#[test]
fn a_calendar_is_deleted_and_taken_back() {
    play(async |world| {
        let new = json!({"name": "Office", "hours": {"mon": ["09:00-17:00"]},
            "mailboxes": [MAILBOX], "default": true});
        let new = world.api().post("/api/v1/calendars", &new).await;
        let made = new.expect(201).json();
        let admin = world.admin().await;
        admin.get(ONE).await.expect(200);
        let answer = admin.post(&format!("{ONE}/delete"), &[]).await.expect(303);
        let to = answer.header("location").to_owned();
        assert!(to.starts_with("/settings/calendars?undo="), "{to}");
        check_page(&admin.get(ONE).await, 404);
        let page = check_page(&admin.get(&to).await, 200);
        let id = page.value("id").to_owned();
        let fields = [("id", id.as_str()), ("back", LIST)];
        let answer = admin.post("/undo", &fields).await.expect(303);
        check_page(&admin.get(answer.header("location")).await, 200);
        assert_eq!(kept(world, 1).await, made);
    });
}
