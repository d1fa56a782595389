//! Business hours for programs: there and back, every fault by its field, what moves from one
//! calendar to another, and the way back from a deletion.

use guichet::domain::{
    audit::{AuditLine, Changed},
    right::Right,
};
use serde_json::{Value, json};

use super::{check_problem, keys, user::program};
use crate::world::{MAILBOX, World, http::Api, play};

mod counted;
mod moved;
mod refused;

const PATH: &str = "/api/v1/calendars";
const OTHER: &str = "sales@lumen.example";

fn office() -> Value {
    json!({"name": "Office", "hours": {"mon": ["09:00-17:00"]}})
}

async fn make(api: &Api, document: &Value) -> Value {
    api.post(PATH, document).await.expect(201).json()
}

async fn get(api: &Api, id: u64) -> Value {
    api.get(&format!("{PATH}/{id}")).await.expect(200).json()
}

async fn edit(api: &Api, id: u64, document: Value) -> Value {
    let answer = api.patch(&format!("{PATH}/{id}"), &document).await;
    answer.expect(200).json()
}

/// A second mailbox and a group.
async fn followers(api: &Api) {
    let mailbox = json!({"address": OTHER});
    api.post("/api/v1/mailboxes", &mailbox).await.expect(201);
    let group = json!({"name": "Network"});
    api.post("/api/v1/groups", &group).await.expect(201);
}

/// The changes of audit lines about calendars, the oldest first: act, subject, `field: old → new`.
fn lines(world: &World) -> Vec<(&'static str, String, Vec<String>)> {
    let mut lines = world.audit();
    lines.sort_by_key(|line: &AuditLine| line.id);
    lines.retain(|line| line.act.word().starts_with("calendar-"));
    let change = |it: &Changed| format!("{}: {} → {}", it.field, it.old, it.new);
    lines
        .iter()
        .map(|it| {
            let changes = it.changes.iter().map(change).collect();
            (it.act.word(), it.subject.clone(), changes)
        })
        .collect()
}

#[test]
fn a_calendar_is_made_read_changed_and_deleted() {
    play(async |world| {
        let api = world.api();
        followers(&api).await;
        let mut new = json!({
            "name": "  Paris   office ",
            "time_zone": "europe/paris",
            "hours": {"mon": ["09:00-12:00", "14:00-18:00"], "sat": ["22:00-00:00"], "sun": []},
            "holidays": [
                {"date": "2026-12-25", "name": "Christmas"},
                {"date": "05-01"},
                {"date": "2026-12-25", "name": "again"},
                {"date": "02-29", "name": "leap"},
            ],
            "answer": {"medium": "4h", "high": "60m", "urgent": "30m", "low": null},
            "solution": {"urgent": "8h"},
            "mailboxes": [MAILBOX.to_uppercase()],
            "groups": ["NETWORK"],
            "default": true,
        });
        let answer = api.post(PATH, &new).await.expect(201);
        assert_eq!(answer.header("location"), format!("{PATH}/1"));
        let made = answer.json();
        let kept = json!({
            "id": 1,
            "name": "Paris office",
            "time_zone": "Europe/Paris",
            "hours": {
                "mon": ["09:00-12:00", "14:00-18:00"], "tue": [], "wed": [], "thu": [],
                "fri": [], "sat": ["22:00-24:00"], "sun": [],
            },
            "holidays": [
                {"date": "2026-12-25", "name": "Christmas"},
                {"date": "05-01", "name": ""},
                {"date": "02-29", "name": "leap"},
            ],
            "answer": {"low": null, "medium": "4h", "high": "1h", "urgent": "30m"},
            "solution": {"low": null, "medium": null, "high": null, "urgent": "8h"},
            "mailboxes": [MAILBOX],
            "groups": ["Network"],
            "default": true,
        });
        assert_eq!(made, kept);
        assert_eq!(get(&api, 1).await, kept);
        let list = api.get(PATH).await.expect(200).json();
        assert_eq!(list, json!({"calendars": [kept], "next": null}));
        // What was answered can be sent as it is.
        new = kept.clone();
        new.as_object_mut().unwrap().remove("id");
        let path = format!("{PATH}/1");
        assert_eq!(api.patch(&path, &new).await.expect(200).json(), kept);
        assert_eq!(lines(world).len(), 1, "nothing changed, nothing said");
        // What is not named stays, also of a week and of the priorities.
        let change =
            json!({"hours": {"mon": [], "tue": ["08:00-24:00"]}, "answer": {"high": null}});
        let mut changed = kept;
        changed["hours"]["mon"] = json!([]);
        changed["hours"]["tue"] = json!(["08:00-24:00"]);
        changed["answer"]["high"] = Value::Null;
        assert_eq!(api.patch(&path, &change).await.expect(200).json(), changed);
        assert_eq!(get(&api, 1).await, changed);
        assert_eq!(edit(&api, 1, json!({})).await, changed);
        api.send("DELETE", &path, &json!({})).await.expect(204);
        check_problem(api.get(&path).await, 404, None);
        check_problem(api.patch(&path, &json!({})).await, 404, None);
        check_problem(api.send("DELETE", &path, &json!({})).await, 404, None);
        let list = api.get(PATH).await.expect(200).json();
        assert_eq!(list["calendars"], json!([]));
        world.check_store();
    });
}

#[test]
fn a_new_one_has_the_zone_of_the_organization_and_promises_nothing() {
    play(async |world| {
        let api = world.api();
        let zone = json!({"time_zone": "Asia/Tokyo"});
        api.patch("/api/v1/settings", &zone).await.expect(200);
        let made = make(&api, &office()).await;
        assert_eq!(made["time_zone"], "Asia/Tokyo");
        let nothing = json!({"low": null, "medium": null, "high": null, "urgent": null});
        assert_eq!((&made["answer"], &made["solution"]), (&nothing, &nothing));
        assert_eq!(made["default"], false);
        assert_eq!(
            keys(&made),
            [
                "answer",
                "default",
                "groups",
                "holidays",
                "hours",
                "id",
                "mailboxes",
                "name",
                "solution",
                "time_zone"
            ]
        );
    });
}

#[test]
fn only_who_keeps_the_settings_comes_in() {
    play(async |world| {
        let made = make(&world.api(), &office()).await;
        let path = format!("{PATH}/{}", made["id"]);
        let keeper = program(
            world,
            "keeper@lumen.example",
            &[Right::Settings, Right::Api],
        )
        .await;
        assert_eq!(keeper.get(&path).await.expect(200).json(), made);
        let name = json!({"name": "Bureau"});
        keeper.patch(&path, &name).await.expect(200);
        let rights = &[Right::People, Right::Tags, Right::Rules, Right::Api];
        let other = program(world, "other@lumen.example", rights).await;
        for (method, at) in [
            ("GET", PATH),
            ("POST", PATH),
            ("GET", path.as_str()),
            ("PATCH", &path),
            ("DELETE", &path),
        ] {
            check_problem(other.send(method, at, &office()).await, 404, None);
        }
        assert_eq!(get(&world.api(), 1).await["name"], "Bureau");
    });
}

#[test]
fn a_desk_keeps_fifty_and_gives_them_in_pages() {
    play(async |world| {
        let api = world.api();
        for number in 1..=50 {
            let mut new = office();
            new["name"] = json!(format!("Office {number}"));
            make(&api, &new).await;
        }
        check_problem(api.post(PATH, &office()).await, 422, Some("name"));
        let first = api.get(&format!("{PATH}?limit=30")).await.expect(200);
        let first = first.json();
        assert_eq!(first["calendars"].as_array().unwrap().len(), 30);
        assert_eq!(first["next"], "30");
        let rest = api.get(&format!("{PATH}?limit=30&after=30")).await.json();
        assert_eq!(rest["calendars"].as_array().unwrap().len(), 20);
        assert_eq!(
            (&rest["calendars"][0]["id"], &rest["next"]),
            (&json!(31), &Value::Null)
        );
        check_problem(
            api.get(&format!("{PATH}?limit=0")).await,
            422,
            Some("limit"),
        );
    });
}
