//! The list of business hours: what a line says, and what an empty list says.

use guichet::domain::{access::Visibility, right::Right, right::Rights};
use serde_json::json;

use super::check_page;
use crate::world::{MAILBOX, play};

const PATH: &str = "/settings/calendars";

#[test]
fn an_empty_list_says_what_holds_without() {
    play(async |world| {
        let admin = world.admin().await;
        let page = check_page(&admin.get(PATH).await, 200);
        page.one("a", &[("href", "/settings/calendars/new")]);
        let text = admin.get(PATH).await.text();
        assert!(text.contains("every hour counts") && text.contains("nothing is promised"));
    });
}

#[test]
fn a_line_says_hours_targets_and_who_follows() {
    play(async |world| {
        let office = json!(["09:00-17:00"]);
        let new = json!({
            "name": "Paris <b>office", "time_zone": "Europe/Paris",
            "hours": {"mon": office, "tue": office, "wed": office, "thu": office, "fri": office,
                "sat": ["09:00-12:00", "14:00-18:00"]},
            "holidays": [{"date": "12-25"}, {"date": "01-01"}],
            "answer": {"urgent": "30m"}, "solution": {"high": "8h"},
            "mailboxes": [MAILBOX], "default": true,
        });
        let api = world.api();
        api.post("/api/v1/calendars", &new).await.expect(201);
        let admin = world.admin().await;
        let page = check_page(&admin.get(PATH).await, 200);
        let row = page.one("a", &[("href", "/settings/calendars/1")]);
        assert_eq!(row.text, "Paris <b>office");
        let text = admin.get(PATH).await.text();
        for said in [
            "Europe/Paris",
            "Mon–Fri",
            "09:00–17:00",
            "Sat",
            "09:00–12:00,",
            "14:00–18:00",
            "2 days off",
            "30m",
            "8h",
            MAILBOX,
            "All other tickets",
        ] {
            assert!(text.contains(said), "{said}");
        }
        // The one for all others stands first, then by name.
        for name in ["Zoo", "Äpfel"] {
            let new = json!({"name": name, "hours": {"mon": office}});
            api.post("/api/v1/calendars", &new).await.expect(201);
        }
        let text = admin.get(PATH).await.text();
        let place = |name: &str| text.find(name).unwrap();
        assert!(place("Paris") < place("Äpfel") && place("Äpfel") < place("Zoo"));
    });
}

#[test]
fn the_page_is_for_who_keeps_the_settings() {
    play(async |world| {
        let role = world.role("clerk", Rights::of(&[Right::Tags])).await;
        let clerk = world
            .person("Clara Clerk", &[role], Visibility::All, &[])
            .await;
        check_page(&clerk.browser.get(PATH).await, 404);
        let page = check_page(&clerk.browser.get("/settings/tags").await, 200);
        assert!(page.all("a", &[("href", PATH)]).is_empty());
        let admin = world.admin().await;
        let page = check_page(&admin.get("/settings/tags").await, 200);
        assert!(!page.all("a", &[("href", PATH)]).is_empty());
    });
}
