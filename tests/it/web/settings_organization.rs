//! The organization's page: what it takes, what it refuses, what counts at once.

use guichet::{desk::deliver::SendRoute, store};

use super::check_page;
use crate::world::{World, play};

const PATH: &str = "/settings/organization";

/// The form as it stands, with some fields typed over.
fn fields<'a>(port: &'a str, typed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![
        ("organization", "Lumen"),
        ("language", "en"),
        ("time_zone", "Europe/Paris"),
        ("reopen_days", "30"),
        ("answer_opens", "1"),
        ("first_reply_assigns", "1"),
        ("smarthost", "server"),
        ("smarthost.security", "plain"),
        ("smarthost.host", "127.0.0.1"),
        ("smarthost.port", port),
        ("smarthost.user", ""),
        ("smarthost.password", ""),
    ];
    fields.retain(|(name, _)| !typed.iter().any(|(typed, _)| typed == name));
    fields.extend(typed);
    fields
}

fn settings(world: &World) -> guichet::domain::settings::Settings {
    let book = world.desk().book().unwrap();
    book.settings.clone().unwrap()
}

#[test]
fn what_is_saved_counts_at_once_and_no_password_is_shown() {
    play(async |world| {
        let admin = world.admin().await;
        let page = check_page(&admin.get(PATH).await, 200);
        assert_eq!(page.value("organization"), "Lumen");
        assert_eq!(page.value("smarthost.host"), "127.0.0.1");
        let typed = [
            ("organization", "Lumen\r\nBcc: x \u{202e}<i>Fils</i>"),
            ("language", "fr"),
            ("time_zone", "america/new_york"),
            ("reopen_days", "3650"),
            ("smarthost.security", "starttls"),
            ("smarthost.host", "SMTP.Example"),
            ("smarthost.port", ""),
            ("smarthost.user", "desk"),
            ("smarthost.password", "hush hush"),
        ];
        let answer = admin.post(PATH, &fields("25", &typed)).await.expect(303);
        assert_eq!(answer.header("location"), "/settings/organization?saved=1");
        let kept = settings(world);
        assert_eq!(kept.organization, "Lumen Bcc: x <i>Fils</i>");
        assert_eq!(kept.time_zone, "America/New_York");
        assert_eq!((kept.language.word(), kept.reopen_days), ("fr", 3650));
        let route = world.desk().send_route().unwrap();
        assert!(
            matches!(&route, SendRoute::Smarthost { smarthost, password }
                if smarthost.host == "smtp.example" && smarthost.port == 587
                && password.as_deref() == Some("hush hush")),
            "{route:?}"
        );
        assert!(!format!("{route:?}").contains("hush"));
        let answer = admin.get("/settings/organization?saved=1").await;
        let page = check_page(&answer, 200);
        assert!(!answer.text().contains("hush") && !answer.text().contains("<i>Fils"));
        assert_eq!(page.value("smarthost.password"), "");
        // Kept while nothing of the server changes.
        let again = [
            ("smarthost.security", "starttls"),
            ("smarthost.host", "smtp.example"),
            ("smarthost.port", "587"),
            ("smarthost.user", "desk"),
        ];
        admin.post(PATH, &fields("", &again)).await.expect(303);
        let kept = world.desk().send_route().unwrap();
        assert!(matches!(
            &kept,
            SendRoute::Smarthost {
                password: Some(_),
                ..
            }
        ));
        // And gone with the server.
        let direct = [("smarthost", "direct")];
        admin.post(PATH, &fields("", &direct)).await.expect(303);
        assert_eq!(world.desk().send_route().unwrap(), SendRoute::Mx);
        let view = world.desk().store().read().unwrap();
        let mut acts = Vec::new();
        store::audit::before(&view, None, |line| {
            assert!(!format!("{line:?}").contains("hush"), "{line:?}");
            acts.push(line.act.word());
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        let changed = acts.iter().filter(|act| **act == "organization-changed");
        assert_eq!(changed.count(), 3);
    });
}

#[test]
fn a_kept_password_goes_to_no_other_server_and_none_in_clear() {
    play(async |world| {
        let admin = world.admin().await;
        admin.get(PATH).await.expect(200);
        let good = [
            ("smarthost.security", "tls"),
            ("smarthost.host", "smtp.example"),
            ("smarthost.port", "465"),
            ("smarthost.user", "desk"),
        ];
        let with = [&good[..], &[("smarthost.password", "hush")]].concat();
        admin.post(PATH, &fields("", &with)).await.expect(303);
        for (name, other, named) in [
            ("smarthost.host", "evil.example", "smarthost-password"),
            ("smarthost.port", "2525", "smarthost-password"),
            ("smarthost.user", "eve", "smarthost-password"),
            ("smarthost.security", "starttls", "smarthost-password"),
            ("smarthost.security", "plain", "smarthost-host"),
        ] {
            let mut typed = good.to_vec();
            typed.retain(|(field, _)| *field != name);
            typed.push((name, other));
            let answer = admin.post(PATH, &fields("", &typed)).await;
            let page = check_page(&answer, 422);
            let errors = page.all("p", &[("class", "error-msg")]);
            assert_eq!(errors.len(), 1, "{name}={other}");
            assert_eq!(errors[0].attribute("id"), format!("{named}-e"), "{other}");
        }
        let plain = [
            ("smarthost.host", "127.0.0.1"),
            ("smarthost.user", "desk"),
            ("smarthost.password", "hush"),
        ];
        check_page(&admin.post(PATH, &fields("25", &plain)).await, 422);
        let kept = settings(world).smarthost.unwrap();
        assert_eq!(
            (kept.host.as_str(), kept.user.as_str()),
            ("smtp.example", "desk")
        );
    });
}

#[test]
fn what_was_typed_stays_and_the_field_is_named() {
    play(async |world| {
        let admin = world.admin().await;
        admin.get(PATH).await.expect(200);
        let (long, before) = ("x".repeat(10_000), settings(world));
        for (field, wrong) in [
            ("organization", ""),
            ("organization", " \u{200b} "),
            ("organization", long.as_str()),
            ("language", "de"),
            ("time_zone", "Europe/Parris"),
            ("time_zone", ""),
            ("time_zone", "<b>UTC</b>"),
            ("reopen_days", ""),
            ("reopen_days", "-1"),
            ("reopen_days", "3651"),
            ("reopen_days", "many"),
            ("smarthost.security", "ssl"),
            ("smarthost.host", ""),
            ("smarthost.host", "a b"),
            ("smarthost.host", "mail.example"),
            ("smarthost.port", "0"),
            ("smarthost.port", "70000"),
            ("smarthost.user", "a\nb"),
        ] {
            let answer = admin.post(PATH, &fields("25", &[(field, wrong)])).await;
            let page = check_page(&answer, 422);
            let errors = page.all("p", &[("class", "error-msg")]);
            assert_eq!(errors.len(), 1, "{field}={wrong:.20}");
            let id = field.replace(['.', '_'], "-");
            assert_eq!(errors[0].attribute("id"), format!("{id}-e"), "{wrong:.20}");
            let target = format!("#{id}");
            assert_eq!(page.all("a", &[("href", &target)]).len(), 1, "{field}");
            if !matches!(field, "language" | "smarthost.security" | "smarthost.user") {
                assert_eq!(
                    page.value(field),
                    wrong.trim_end_matches('\u{0}'),
                    "{field}"
                );
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
        let (seen, port) = (shown.value("seen"), shown.value("smarthost.port"));
        let late = [("organization", "Lumen & Fils"), ("seen", seen)];
        // How long things are kept has a form of its own.
        let kept = [
            ("closed_days", "365"),
            ("receipt_days", "30"),
            ("audit_days", ""),
        ];
        admin.post("/settings/retention", &kept).await.expect(303);
        let zone = [("time_zone", "Asia/Tokyo"), ("seen", seen)];
        admin.post(PATH, &fields(port, &zone)).await.expect(303);
        let told = check_page(&admin.post(PATH, &fields(port, &late)).await, 422);
        assert_eq!(told.value("organization"), "Lumen & Fils");
        assert_eq!(settings(world).time_zone, "Asia/Tokyo");
        assert_eq!(settings(world).organization, "Lumen");
        // Whoever was told means it.
        let again = [
            ("organization", "Lumen & Fils"),
            ("seen", told.value("seen")),
        ];
        admin.post(PATH, &fields(port, &again)).await.expect(303);
        assert_eq!(settings(world).organization, "Lumen & Fils");
    });
}
