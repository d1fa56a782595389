//! The query language of `GET /api/v1/tickets?query=`: what each filter finds, what joins them, what
//! is wrong at its word.

use guichet::domain::{access::Visibility, assignee::Assignee, role::EXPERT};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::json;

use crate::world::{
    ADMIN, World,
    mail::Mail,
    office::{at, play_at},
};

fn path(query: &str) -> String {
    let query = utf8_percent_encode(query, NON_ALPHANUMERIC);
    format!("/api/v1/tickets?query={query}")
}

/// The numbers of what is found, lowest first.
pub async fn found(world: &World, query: &str) -> Vec<u64> {
    let list = world.api().get(&path(query)).await.expect(200).json();
    let tickets = list["tickets"].as_array().expect("a list");
    let mut numbers: Vec<u64> = tickets
        .iter()
        .map(|ticket| ticket["number"].as_u64().expect("a number"))
        .collect();
    numbers.sort_unstable();
    numbers
}

async fn patch(world: &World, number: u64, change: serde_json::Value) {
    let path = format!("/api/v1/tickets/{number}");
    world.api().patch(&path, &change).await.expect(200);
}

/// Four tickets, made on four days.
async fn furnish(world: &World) {
    let api = world.api();
    let group = json!({ "name": "Second line" });
    api.post("/api/v1/groups", &group).await.expect(201);
    for (day, from, subject) in [
        (
            "20",
            "Inès Lune <ines@cust.example>",
            "Printer prints blank pages",
        ),
        ("22", "Tom Vert <tom@print.example>", "Scanner"),
        (
            "24",
            "Inès Lune <ines@cust.example>",
            "Blank pages of the printer",
        ),
        ("25", "Anna Roy <anna@cust.example>", "Mail"),
    ] {
        world.clock.set(at(&format!("2026-11-{day}T12:00:00Z")));
        world.ticket(&Mail::text(from, subject, "Help")).await;
    }
    let urgent = json!({ "priority": "urgent", "tags": ["front office", "vpn"] });
    patch(world, 1, urgent).await;
    patch(
        world,
        2,
        json!({ "assignee": { "user": ADMIN }, "status": "waiting" }),
    )
    .await;
    patch(
        world,
        3,
        json!({ "assignee": { "group": "Second line" }, "tags": ["vpn"] }),
    )
    .await;
    patch(world, 4, json!({ "status": "closed", "priority": "low" })).await;
    patch(world, 3, json!({ "due_at": "2026-11-25T11:00:00Z" })).await;
}

#[test]
fn each_filter_finds_what_it_says() {
    play_at("2026-11-20T12:00:00Z", async |world| {
        furnish(world).await;
        for (query, want) in [
            ("", &[1, 2, 3, 4][..]),
            ("status:open", &[1, 3]),
            ("status:open,waiting", &[1, 2, 3]),
            ("-status:closed", &[1, 2, 3]),
            ("priority:urgent,low", &[1, 4]),
            ("assignee:nobody", &[1, 4]),
            ("assignee:me", &[2]),
            ("assignee:ADA@lumen.example", &[2]),
            ("assignee:byron", &[2]),
            ("assignee:\"ada byron\"", &[2]),
            ("assignee:Me", &[2]),
            ("assignee:NOBODY", &[1, 4]),
            ("assignee:\"Second line\"", &[3]),
            ("group:Mine", &[]),
            ("group:\"second LINE\"", &[3]),
            ("tag:vpn", &[1, 3]),
            ("tag:\"front office\"", &[1]),
            ("-tag:vpn", &[2, 4]),
            ("customer:ines", &[1, 3]),
            ("customer:lune", &[1, 3]),
            ("customer:cust", &[1, 3, 4]),
            ("customer:print", &[2]),
            ("mailbox:support@lumen.example", &[1, 2, 3, 4]),
            ("is:open", &[1, 2, 3]),
            ("is:closed", &[4]),
            ("is:mine", &[2]),
            ("is:unassigned", &[1, 4]),
            ("is:overdue", &[3]),
            ("is:automatic", &[]),
            ("before:2026-11-22", &[1]),
            ("after:2026-11-22", &[2, 3, 4]),
            ("after:2d", &[3, 4]),
            ("before:2d", &[1, 2]),
            ("updated:1h", &[1, 2, 3, 4]),
            ("number:2", &[2]),
            ("number:#9", &[]),
            ("closed:2026-11-25", &[4]),
            ("closed:2026-11-26", &[]),
            ("closed:1h", &[4]),
            ("closed:2026-11-24..2026-11-25", &[4]),
            ("closed:2026-11-24..2026-11-24", &[]),
            ("-closed:2026-11-25", &[1, 2, 3]),
            ("due:2026-11-25", &[3]),
            ("due:2026-11-24", &[]),
            ("due:0m", &[3]),
            ("is:ours", &[1, 3]),
            ("waits:0m", &[1, 2, 3]),
            ("waits:4d", &[1]),
            ("waits:1d is:ours", &[1, 3]),
            ("group:mine", &[]),
            ("members:\"second line\"", &[3]),
            ("solved:1h", &[4]),
            ("solved:1h..", &[]),
            ("answered:1000d", &[]),
        ] {
            assert_eq!(found(world, query).await, want, "{query}");
        }
        // What changes later, and what a program sends.
        world.clock.set(at("2026-11-25T15:00:00Z"));
        patch(world, 4, json!({ "priority": "high" })).await;
        let robot = "Auto-Submitted: auto-generated\r\n";
        let robot = Mail::with("cron@cust.example", "Backup", robot, "Done");
        world.ticket(&robot).await;
        for (query, want) in [
            ("updated:1h", &[4, 5][..]),
            ("-updated:1h", &[1, 2, 3]),
            ("is:automatic", &[5]),
            ("-is:automatic after:2d", &[3, 4]),
        ] {
            assert_eq!(found(world, query).await, want, "{query}");
        }
    });
}

#[test]
fn words_phrases_and_what_joins_them() {
    play_at("2026-11-20T12:00:00Z", async |world| {
        furnish(world).await;
        for (query, want) in [
            ("printer", &[1, 3][..]),
            ("print", &[1, 2, 3]),
            ("PRINTER blank", &[1, 3]),
            ("\"blank pages of\"", &[3]),
            ("\"pages blank\"", &[]),
            ("-printer", &[2, 4]),
            ("printer -\"blank pages of\"", &[1]),
            ("scanner OR mail", &[2, 4]),
            ("status:closed OR tag:vpn", &[1, 3, 4]),
            ("scanner OR mail is:open", &[2]),
            ("ines@cust.example tag:vpn", &[1, 3]),
            ("#2", &[2]),
            ("nothing of this", &[]),
        ] {
            assert_eq!(found(world, query).await, want, "{query}");
        }
    });
}

#[test]
fn what_is_wrong_is_said_with_what_there_is() {
    play_at("2026-11-20T12:00:00Z", async |world| {
        furnish(world).await;
        for (query, says) in [
            ("stauts:open", "did you mean `status:`?"),
            ("colour:red", "there are status, priority, assignee"),
            ("status:new", "open, processing, waiting, closed"),
            ("priority:open", "low, medium, high, urgent"),
            ("assignee:zoe", "me, nobody, Ada Byron"),
            ("group:third", "Second line"),
            ("tag:nothing", "front-office, vpn"),
            ("mailbox:x@y.example", "support@lumen.example"),
            (
                "is:green",
                "open, closed, mine, unassigned, overdue, automatic",
            ),
            ("before:tomorrow", "2026-11-30, 7d"),
            ("after:2026-02-30", "2026-11-30, 7d"),
            ("number:x", "1042"),
            ("closed:2026-11-20..", "2026-11-01..2026-11-30"),
            ("closed:..2026-11-20", "2026-11-01..2026-11-30"),
            ("due:soon", "2026-11-30, 4h"),
            ("waits:us", "4h, 7d"),
            ("answered:1h..x", "1h..4h"),
            ("solved:2026-11-20", "1h..4h"),
            ("members:third", "Second line"),
            ("tag:", "behind the colon"),
            ("OR x", "between two words"),
        ] {
            let refused = world.api().get(&path(query)).await.expect(422).json();
            let detail = refused["detail"].as_str().unwrap_or_default();
            assert_eq!(refused["field"], "query", "{query}");
            assert!(detail.contains(says), "{query}: {detail}");
        }
    });
}

#[test]
fn counts_are_those_of_the_lists_that_they_name() {
    play_at("2026-11-20T12:00:00Z", async |world| {
        furnish(world).await;
        let own = world.person("Own", &[EXPERT], Visibility::Own, &[]).await;
        world.assign(1, Some(Assignee::User(own.user.id))).await;
        for api in [&world.api(), &own.api] {
            for query in [
                "",
                "status:open",
                "printer",
                "-tag:vpn",
                "is:closed OR printer",
            ] {
                for by in ["status", "priority", "assignee", "tag"] {
                    let encoded = path(query).split_once("query=").unwrap().1.to_owned();
                    let path = format!("/api/v1/counts?by={by}&query={encoded}");
                    let counts = api.get(&path).await.expect(200).json();
                    let path = format!("/api/v1/tickets?query={encoded}&limit=200");
                    let list = api.get(&path).await.expect(200).json();
                    let tickets = list["tickets"].as_array().unwrap();
                    for one in counts["counts"].as_array().unwrap() {
                        let has = |ticket: &&serde_json::Value| match by {
                            "tag" => ticket["tags"].as_array().unwrap().contains(&one["value"]),
                            by => ticket[by] == one["value"],
                        };
                        let want = tickets.iter().filter(has).count() as u64;
                        assert_eq!(one["count"], want, "{by} {query}: {one}");
                    }
                    let sum = |it: &serde_json::Value| it["count"].as_u64().unwrap();
                    let sum: u64 = counts["counts"].as_array().unwrap().iter().map(sum).sum();
                    if by != "tag" {
                        assert_eq!(sum, tickets.len() as u64, "{by} {query}");
                    }
                }
            }
        }
        let refused = world
            .api()
            .get("/api/v1/counts?by=colour")
            .await
            .expect(422);
        assert_eq!(refused.json()["field"], "by");
        let refused = world.api().get("/api/v1/counts?by=status&query=a:b").await;
        assert_eq!(refused.expect(422).json()["field"], "query");
    });
}
