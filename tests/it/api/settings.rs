//! The organization for programs: the form's words, and a password that only goes in.

use serde_json::json;

use super::check_problem;
use crate::world::play;

const PATH: &str = "/api/v1/settings";

#[test]
fn the_organization_is_read_and_changed() {
    play(async |world| {
        let api = world.api();
        let port = world.sink.address.port();
        let mut expected = json!({
            "organization": "Lumen", "language": "en", "time_zone": "Europe/Paris",
            "reopen_days": 30, "answer_opens": true, "first_reply_assigns": true,
            "closed_days": null, "receipt_days": 90, "audit_days": null,
            "smarthost": {"security": "plain", "host": "127.0.0.1", "port": port, "user": ""},
        });
        assert_eq!(api.get(PATH).await.expect(200).json(), expected);
        let change = json!({"organization": "Lumen & Fils", "reopen_days": 0,
            "answer_opens": false, "closed_days": 30, "receipt_days": 1, "audit_days": 3650});
        for (name, value) in change.as_object().unwrap() {
            expected[name] = value.clone();
        }
        assert_eq!(api.patch(PATH, &change).await.expect(200).json(), expected);
        let for_good = json!({"closed_days": null});
        expected["closed_days"] = json!(null);
        assert_eq!(
            api.patch(PATH, &for_good).await.expect(200).json(),
            expected
        );
        let server = json!({"security": "starttls", "host": "smtp.example", "user": "d",
            "password": "hush"});
        let answer = api
            .patch(PATH, &json!({"smarthost": server}))
            .await
            .expect(200);
        assert!(!answer.text().contains("hush"));
        expected["smarthost"] =
            json!({"security": "starttls", "host": "smtp.example", "port": 587, "user": "d"});
        assert_eq!(answer.json(), expected);
        let direct = api
            .patch(PATH, &json!({"smarthost": null}))
            .await
            .expect(200);
        assert!(direct.json()["smarthost"].is_null());
    });
}

#[test]
fn what_it_cannot_hold_is_named() {
    play(async |world| {
        let api = world.api();
        for (change, field) in [
            (json!({"organization": " "}), "organization"),
            (json!({"organization": "x".repeat(10_000)}), "organization"),
            (json!({"language": "de"}), "language"),
            (json!({"time_zone": "Europe/Parris"}), "time_zone"),
            (json!({"reopen_days": 3651}), "reopen_days"),
            (json!({"reopen_days": 100_000}), "reopen_days"),
            (json!({"reopen_days": -1}), "reopen_days"),
            (json!({"closed_days": 29}), "closed_days"),
            (json!({"closed_days": 3651}), "closed_days"),
            (json!({"receipt_days": 0}), "receipt_days"),
            (
                json!({"receipt_days": null, "audit_days": 70_000}),
                "audit_days",
            ),
            (json!({"demo": true}), "demo"),
            (
                json!({"smarthost": {"security": "plain", "host": "mail.example"}}),
                "smarthost.host",
            ),
            (
                json!({"smarthost": {"security": "tls", "host": "m.example", "user": "d"}}),
                "smarthost.password",
            ),
        ] {
            check_problem(api.patch(PATH, &change).await, 422, Some(field));
        }
    });
}
