//! The form of a token: shown once, for whom, until when, and never more than its maker.

use std::time::Duration;

use super::check_page;
use crate::world::{ADMIN, EXPERT, NOW, PASSWORD, http::Api, play, play_still};

const NEW: &str = "/settings/tokens/new";

#[test]
fn a_new_token_is_shown_once_and_works_within_its_scopes() {
    play(async |world| {
        world.add_expert().await;
        let emil = world.stranger();
        emil.sign_in(EXPERT, PASSWORD).await;
        let page = check_page(&emil.get(NEW).await, 200);
        assert_eq!(
            page.all("select", &[("name", "user")]).len(),
            0,
            "their own"
        );
        let fields = [
            ("name", "Till <b>monitor"),
            ("scopes", "tickets:read"),
            ("expires_at", ""),
        ];
        let answer = emil.post(NEW, &fields).await;
        let page = check_page(&answer, 200);
        let secret = page.one("code", &[]).text.clone();
        assert!(secret.starts_with("gui_") && secret.len() == 47, "{secret}");
        assert!(!answer.text().contains("<b>monitor"));
        let again = emil.get("/settings/tokens").await;
        assert!(!again.text().contains(&secret[4..]));
        let api = Api::new(world.web(), Some(secret));
        api.get("/api/v1/tickets").await.expect(200);
        api.get("/api/v1/settings").await.expect(404);
        let ticket = serde_json::json!({"name": "n", "customer": {"name": "Bob"}});
        api.post("/api/v1/tickets", &ticket).await.expect(404);
        // More scopes later, and another name.
        let more = [
            ("name", "Till"),
            ("scopes", "tickets:write"),
            ("scopes", "tickets:read"),
        ];
        emil.post("/settings/tokens/3", &more).await.expect(303);
        api.post("/api/v1/tickets", &ticket).await.expect(201);
        // Nobody chooses an owner who may not manage people.
        let other = [("name", "x"), ("scopes", "all"), ("user", "1")];
        check_page(&emil.post(NEW, &other).await, 422);
        let admin = world.admin().await;
        check_page(&admin.get(NEW).await, 200);
        let for_emil = [("name", "for Emil"), ("scopes", "all"), ("user", "2")];
        check_page(&admin.post(NEW, &for_emil).await, 200);
        let page = check_page(&emil.get("/settings/tokens").await, 200);
        assert!(page.one("table", &[]).text.contains("for Emil"));
    });
}

#[test]
fn the_last_day_counts_to_its_end_in_the_desks_zone() {
    play_still(async |world| {
        let admin = world.admin().await;
        admin.get(NEW).await.expect(200);
        // It is 2026-09-21, 16:13:20 in Paris.
        let fields = [
            ("name", "today"),
            ("scopes", "all"),
            ("expires_at", "2026-09-21"),
        ];
        let page = check_page(&admin.post(NEW, &fields).await, 200);
        let api = Api::new(world.web(), Some(page.one("code", &[]).text.clone()));
        api.get("/api/v1/tickets").await.expect(200);
        let page = check_page(&admin.get("/settings/tokens/2").await, 200);
        assert_eq!(page.value("expires_at"), "2026-09-21");
        world
            .clock
            .set(NOW.plus(Duration::from_secs(7 * 3600 + 46 * 60 + 39)));
        api.get("/api/v1/tickets").await.expect(200);
        world
            .clock
            .set(NOW.plus(Duration::from_secs(7 * 3600 + 46 * 60 + 40)));
        api.get("/api/v1/tickets").await.expect(401);
        // One that is over keeps its day while its name changes.
        admin.get("/settings/tokens/2").await.expect(200);
        let fields = [
            ("name", "was"),
            ("scopes", "all"),
            ("expires_at", "2026-09-21"),
        ];
        admin.post("/settings/tokens/2", &fields).await.expect(303);
        let fields = [("name", "is"), ("scopes", "all"), ("expires_at", "")];
        admin.post("/settings/tokens/2", &fields).await.expect(303);
        api.get("/api/v1/tickets").await.expect(200);
    });
}

#[test]
fn what_was_typed_stays_and_the_field_is_named() {
    play(async |world| {
        let admin = world.admin().await;
        admin.get(NEW).await.expect(200);
        let long = "x".repeat(10_000);
        for (field, wrong) in [
            ("name", ""),
            ("name", long.as_str()),
            ("scopes", "rules"),
            ("scopes", ""),
            ("expires_at", "soon"),
            ("expires_at", "2020-01-01"),
            ("expires_at", "2026-02-30"),
            ("user", "99"),
            ("user", ADMIN),
        ] {
            let mut fields = vec![
                ("name", "Till \"monitor\""),
                ("scopes", "admin"),
                ("expires_at", "2099-12-31"),
                ("user", "1"),
            ];
            fields.retain(|(name, _)| *name != field);
            if !wrong.is_empty() {
                fields.push((field, wrong));
            }
            let page = check_page(&admin.post(NEW, &fields).await, 422);
            let errors = page.all("p", &[("class", "error-msg")]);
            assert_eq!(errors.len(), 1, "{field}={wrong:.20}");
            let id = field.replace('_', "-");
            assert_eq!(errors[0].attribute("id"), format!("{id}-e"), "{wrong:.20}");
            if field != "name" {
                assert_eq!(page.value("name"), "Till \"monitor\"");
            }
            if field != "scopes" {
                assert!(page.one("input", &[("value", "admin")]).has("checked"));
            }
        }
        let list = admin.get("/settings/tokens").await.page();
        assert_eq!(list.all("tr", &[]).len(), 2, "nothing was made");
    });
}
