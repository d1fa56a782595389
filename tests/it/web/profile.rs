//! What a person chooses for themselves: kept with them, in every browser.

use guichet::domain::user::{Language, Theme, WorkingHours};

use super::check_page;
use crate::world::{ADMIN, PASSWORD, play};

const FIELDS: &[(&str, &str)] = &[
    ("name", "Ada King"),
    ("language", "fr"),
    ("time_zone", "America/Montreal"),
    ("signature", "Ada King\r\nLumen, 2nd floor  \r\n"),
    ("theme", "dark"),
    ("away", "on"),
    ("hours.1.from", "08:30"),
    ("hours.1.to", "17:00"),
    ("hours.7.from", "00:00"),
    ("hours.7.to", "23:59"),
];

/// The fields with some of them changed.
fn with<'a>(changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = FIELDS
        .iter()
        .filter(|(name, _)| !changed.iter().any(|(own, _)| own == name));
    kept.chain(changed).copied().collect()
}

#[test]
fn a_profile_is_kept_with_its_person() {
    play(async |world| {
        let admin = world.admin().await;
        check_page(&admin.get("/profile").await, 200);
        let answer = admin.post("/profile", FIELDS).await.expect(303);
        assert_eq!(answer.header("location"), "/profile?saved");
        let page = check_page(&admin.get("/profile?saved").await, 200);
        assert_eq!(page.one("html", &[]).attribute("lang"), "fr");
        assert_eq!(page.one("html", &[]).attribute("data-theme"), "dark");
        assert_eq!(page.value("name"), "Ada King");
        assert_eq!(page.value("hours.1.from"), "08:30");
        assert_eq!(page.value("hours.2.from"), "");
        assert_eq!(page.value("hours.7.to"), "23:59");
        assert!(page.one("body", &[]).has("data-nokeys"));
        let user = world.user(ADMIN);
        assert_eq!(user.name, "Ada King");
        assert_eq!(user.language, Some(Language::Fr));
        assert_eq!(user.theme, Theme::Dark);
        assert_eq!(user.time_zone.as_deref(), Some("America/Montreal"));
        assert_eq!(user.signature, "Ada King\nLumen, 2nd floor");
        assert!(user.away && !user.single_keys);
        let mut days = [None; 7];
        days[0] = Some((510, 1020));
        days[6] = Some((0, 1439));
        assert_eq!(user.hours, Some(WorkingHours { days }));
        // Colleagues know people by their names: that change is a line of the audit log.
        assert_eq!(world.act_count("user-changed"), 1);

        // Another browser learns it at the sign-in, before anything is drawn.
        let other = world.stranger();
        other.get("/sign-in").await.expect(200);
        let fields = [("email", ADMIN), ("password", PASSWORD)];
        other.post("/sign-in", &fields).await.expect(303);
        assert_eq!(other.cookie("theme").as_deref(), Some("dark"));
        assert_eq!(other.cookie("language").as_deref(), Some("fr"));

        // All empty: as the browser and the organization do, at all hours.
        let fields = [
            ("name", "Ada King"),
            ("single_keys", "on"),
            ("theme", "system"),
        ];
        admin.post("/profile", &fields).await.expect(303);
        assert_eq!(admin.cookie("language"), None);
        let user = world.user(ADMIN);
        assert_eq!(
            (user.language, user.time_zone, user.hours),
            (None, None, None)
        );
        assert!(!user.away && user.single_keys && user.signature.is_empty());
        assert_eq!(world.act_count("user-changed"), 1);
    });
}

#[test]
fn what_is_wrong_is_said_at_the_field_and_nothing_is_lost() {
    play(async |world| {
        let admin = world.admin().await;
        let before = world.user(ADMIN);
        admin.get("/profile").await.expect(200);
        let long = "x".repeat(2_001);
        let very_long = "n".repeat(101);
        for (changed, id) in [
            (&[("name", " ")][..], "name"),
            (&[("name", very_long.as_str())], "name"),
            (&[("time_zone", "Mars/Olympus")], "time-zone"),
            (&[("time_zone", "../../etc/passwd")], "time-zone"),
            (&[("signature", long.as_str())], "signature"),
            (&[("hours.2.from", "09:00")], "hours-2"),
            (
                &[("hours.2.from", "17:00"), ("hours.2.to", "09:00")],
                "hours-2",
            ),
            (
                &[("hours.2.from", "09:00"), ("hours.2.to", "09:00")],
                "hours-2",
            ),
            (&[("hours.2.from", "9"), ("hours.2.to", "25:00")], "hours-2"),
            (
                &[("hours.2.from", "-1:00"), ("hours.2.to", "١٢:٠٠")],
                "hours-2",
            ),
        ] {
            let fields = with(changed);
            let page = check_page(&admin.post("/profile", &fields).await, 422);
            let links = page.all("a", &[("href", &format!("#{id}"))]);
            assert_eq!(links.len(), 1, "{changed:?}");
            assert_eq!(
                page.all("", &[("id", &format!("{id}-e"))]).len(),
                1,
                "{changed:?}"
            );
            assert_eq!(page.value("hours.1.from"), "08:30", "what was typed stays");
            assert_eq!(world.user(ADMIN), before, "{changed:?}");
        }
    });
}

#[test]
fn menus_remember_for_the_person() {
    play(async |world| {
        let admin = world.admin().await;
        for (name, word) in [("theme", "dark"), ("single_keys", "off")] {
            let fields = [(name, word), ("back", "/tickets")];
            admin.post("/preferences", &fields).await.expect(303);
        }
        let other = world.admin().await;
        let page = check_page(&other.get("/tickets").await, 200);
        assert_eq!(page.one("html", &[]).attribute("data-theme"), "dark");
        assert!(page.one("body", &[]).has("data-nokeys"));
        assert!(!page.one("input", &[("id", "single-keys")]).has("checked"));
        let link = page.one("a", &[("href", "/profile")]);
        assert_eq!(link.text.trim(), "Profile");
        let on = [("single_keys", "on")];
        other.post("/preferences", &on).await.expect(303);
        let page = check_page(&admin.get("/tickets").await, 200);
        assert!(!page.one("body", &[]).has("data-nokeys"));
    });
}

#[test]
fn a_signature_is_text_whatever_it_holds() {
    play(async |world| {
        let admin = world.admin().await;
        admin.get("/profile").await.expect(200);
        let evil = "</textarea><script>alert(1)</script>";
        admin
            .post("/profile", &with(&[("signature", evil)]))
            .await
            .expect(303);
        let answer = admin.get("/profile").await;
        let page = check_page(&answer, 200);
        assert_eq!(page.one("textarea", &[]).text.trim(), evil);
    });
}
