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
            "reopen_days": 30,
            "smarthost": {"security": "plain", "host": "127.0.0.1", "port": port, "user": ""},
        });
        assert_eq!(api.get(PATH).await.expect(200).json(), expected);
        let change = json!({"organization": "Lumen & Fils", "reopen_days": 0});
        expected["organization"] = json!("Lumen & Fils");
        expected["reopen_days"] = json!(0);
        assert_eq!(api.patch(PATH, &change).await.expect(200).json(), expected);
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
