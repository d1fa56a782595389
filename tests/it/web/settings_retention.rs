//! The page that says how long things are kept: what it takes, what it refuses.

use guichet::domain::settings::{Retention, Settings};

use super::check_page;
use crate::world::{World, play};

const PATH: &str = "/settings/retention";

fn settings(world: &World) -> Settings {
    let book = world.desk().book().unwrap();
    book.settings.clone().unwrap()
}

fn fields<'a>(closed: &'a str, receipts: &'a str, audit: &'a str) -> [(&'a str, &'a str); 3] {
    [
        ("closed_days", closed),
        ("receipt_days", receipts),
        ("audit_days", audit),
    ]
}

#[test]
fn what_is_saved_is_kept_beside_everything_else() {
    play(async |world| {
        let admin = world.admin().await;
        let page = check_page(&admin.get(PATH).await, 200);
        let shown = ["closed_days", "receipt_days", "audit_days"].map(|name| page.value(name));
        assert_eq!(shown, ["", "90", ""]);
        let before = settings(world);
        let answer = admin.post(PATH, &fields(" 365 ", "30", "")).await;
        assert_eq!(
            answer.expect(303).header("location"),
            "/settings/retention?saved=1"
        );
        let kept = Retention {
            closed_days: Some(365),
            receipt_days: 30,
            audit_days: None,
        };
        let after = Settings {
            retention: kept,
            ..before
        };
        assert_eq!(settings(world), after);
        let page = check_page(&admin.get("/settings/retention?saved=1").await, 200);
        assert_eq!(page.value("closed_days"), "365");
        // Empty keeps for good again, and the form of the organization leaves all of it alone.
        admin.post(PATH, &fields("", "30", "40")).await.expect(303);
        let organization = [
            ("organization", "Lumen"),
            ("language", "en"),
            ("time_zone", "Europe/Paris"),
            ("reopen_days", "30"),
            ("smarthost", "direct"),
        ];
        admin
            .post("/settings/organization", &organization)
            .await
            .expect(303);
        let kept = settings(world).retention;
        let kept = (kept.closed_days, kept.receipt_days, kept.audit_days);
        assert_eq!(kept, (None, 30, Some(40)));
    });
}

#[test]
fn what_was_typed_stays_and_the_field_is_named() {
    play(async |world| {
        let admin = world.admin().await;
        admin.get(PATH).await.expect(200);
        let before = settings(world);
        for (field, wrong, said) in [
            ("closed_days", "29", "30–3650"),
            ("closed_days", "<b>", "30–3650"),
            ("receipt_days", "", "Fill this in"),
            ("receipt_days", "0", "1–3650"),
            ("receipt_days", "-1", "1–3650"),
            ("audit_days", "3651", "30–3650"),
            ("audit_days", "many", "30–3650"),
        ] {
            let mut typed = fields("60", "90", "60");
            for one in &mut typed {
                if one.0 == field {
                    one.1 = wrong;
                }
            }
            let answer = admin.post(PATH, &typed).await;
            let page = check_page(&answer, 422);
            let errors = page.all("p", &[("class", "error-msg")]);
            assert_eq!(errors.len(), 1, "{field}={wrong}");
            assert!(errors[0].text.contains(said), "{}", errors[0].text);
            let id = field.replace('_', "-");
            assert_eq!(errors[0].attribute("id"), format!("{id}-e"), "{wrong}");
            let target = format!("#{id}");
            assert_eq!(page.all("a", &[("href", &target)]).len(), 1, "{field}");
            for (name, text) in typed {
                assert_eq!(page.value(name), text, "{field}={wrong}");
            }
        }
        assert_eq!(settings(world), before, "nothing changed");
    });
}

#[test]
fn a_page_that_stood_open_takes_nothing_back() {
    play(async |world| {
        let admin = world.admin().await;
        let shown = check_page(&admin.get(PATH).await, 200);
        let [closed, receipts, audit] = fields("365", "30", "");
        let first = [closed, receipts, audit, ("seen", shown.value("seen"))];
        admin.post(PATH, &first).await.expect(303);
        let [closed, receipts, audit] = fields("", "90", "400");
        let late = [closed, receipts, audit, ("seen", shown.value("seen"))];
        let told = check_page(&admin.post(PATH, &late).await, 422);
        assert_eq!(told.value("audit_days"), "400");
        let kept = settings(world).retention;
        assert_eq!((kept.closed_days, kept.audit_days), (Some(365), None));
        // Whoever was told means it.
        let again = [closed, receipts, audit, ("seen", told.value("seen"))];
        admin.post(PATH, &again).await.expect(303);
        let kept = settings(world).retention;
        assert_eq!((kept.closed_days, kept.audit_days), (None, Some(400)));
    });
}
