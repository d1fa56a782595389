//! What the dashboard says of a few tickets whose times are known, word by word in both languages.

use guichet::domain::{access::Visibility, role::EXPERT};
use serde_json::json;

use super::{check_page, n};
use crate::world::{
    World,
    html::Page,
    http::Request,
    mail::Mail,
    office::{at, play_at},
    person::Person,
};

/// What stands at a link, by its id, in English and in French.
const SAID: [(&str, &str, &str); 6] = [
    ("n-median", "3 answered", "3 répondus"),
    ("n-median-before", "45 min", "45 min"),
    (
        "n-answers-half",
        "half within 3 h, 9 in 10 within 3 days",
        "la moitié sous 3 h, 9 sur 10 sous 3 jours",
    ),
    (
        "n-answers-before",
        "half within 45 min",
        "la moitié sous 45 min",
    ),
    ("n-oldest", "oldest 2 days", "depuis 2 jours"),
    ("n-oldest-unassigned", "oldest 29 h", "depuis 29 h"),
];

async fn asks(world: &World, when: &str, subject: &str) {
    world.clock.set(at(when));
    let mail = Mail::text("ines@cust.example", subject, "dark");
    world.ticket(&mail).await;
}

async fn is_answered(world: &World, when: &str, number: u64) {
    world.clock.set(at(when));
    let path = format!("/api/v1/tickets/{number}/messages");
    let text = json!({ "text": "Is it on?" });
    world.api().post(&path, &text).await.expect(201);
}

/// One answered in the week before, three in this one: after 20 minutes, three hours and three
/// days. Two wait since, the older for Emil, the other for nobody.
async fn furnish(world: &World) -> Person {
    asks(world, "2026-10-27T08:00:00Z", "lamp").await;
    is_answered(world, "2026-10-27T08:45:00Z", 1).await;
    asks(world, "2026-11-02T08:00:00Z", "door").await;
    is_answered(world, "2026-11-02T08:20:00Z", 2).await;
    asks(world, "2026-11-02T09:00:00Z", "roof").await;
    is_answered(world, "2026-11-02T12:10:00Z", 3).await;
    asks(world, "2026-11-02T13:00:00Z", "gate").await;
    asks(world, "2026-11-03T10:00:00Z", "key").await;
    asks(world, "2026-11-04T10:00:00Z", "bell").await;
    is_answered(world, "2026-11-05T14:00:00Z", 4).await;
    world.clock.set(at("2026-11-05T15:00:00Z"));
    let emil = world
        .person("Emil Post", &[EXPERT], Visibility::All, &[])
        .await;
    world.give(5, emil.user.id).await;
    emil
}

/// A text as it is read, whatever kind of space stands in it.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn said(page: &Page, id: &str) -> String {
    words(&page.one("a", &[("id", id)]).text)
}

#[test]
fn how_long_and_since_when_is_said_in_both_languages() {
    play_at("2026-10-27T08:00:00Z", async |world| {
        let emil = furnish(world).await;
        let english = check_page(&emil.browser.get("/").await, 200);
        let french = Request::new("GET", "/").header("accept-language", "fr");
        let french = check_page(&emil.browser.fetch(french).await, 200);
        for (id, en, fr) in SAID {
            assert_eq!(said(&english, id), en, "{id}");
            assert_eq!(said(&french, id), fr, "{id}");
        }
        // A label and what stands below it.
        assert_eq!(said(&english, "n-half"), "Median first response3 h");
        assert_eq!(said(&french, "n-half"), "Première réponse médiane3 h");
        let whys = [
            ["waiting for 2 days", "with nobody for 29 h"],
            ["attend depuis 2 jours", "sans personne depuis 29 h"],
        ];
        for (page, why) in [&english, &french].into_iter().zip(whys) {
            let url = |id| page.one("a", &[("id", id)]).attribute("href").to_owned();
            assert_eq!(url("n-oldest"), "/t/5");
            assert_eq!(url("n-oldest-unassigned"), "/t/6");
            let waiting = ["n-ours", "n-unassigned", "n-work"].map(|id| n(page, id));
            assert_eq!(waiting, [2, 1, 2]);
            let took = ["a1", "a2", "a3", "a4", "a5"].map(|id| n(page, id));
            assert_eq!(took, [0, 1, 1, 0, 1]);
            // His work, what has waited for longest first.
            let lines = page.all("a", &[("class", "line")]);
            let urls: Vec<_> = lines.iter().map(|it| it.attribute("href")).collect();
            assert_eq!(urls, ["/t/5", "/t/6"]);
            let reasons = page.all("span", &[("class", "why small")]);
            let reasons: Vec<_> = reasons.iter().map(|it| words(&it.text)).collect();
            assert_eq!(reasons, why);
        }
    });
}
