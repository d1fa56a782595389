//! The page of one customer: what is known, and their newest tickets that the reader sees.

use guichet::domain::{access::Visibility, role::EXPERT};
use serde_json::json;

use super::check_page;
use crate::world::{mail::Mail, play};

#[test]
fn a_customer_and_their_tickets_stand_on_one_page() {
    play(async |world| {
        let ines = "Inès <b> <ines@cust.example>";
        for number in 0..52 {
            world
                .send(&Mail::text(ines, &format!("lamp {number}"), "dark"))
                .await;
        }
        world
            .send(&Mail::text("tom@other.example", "door", "shut"))
            .await;
        let known = json!({"phone": "+33 1 99", "notes": "calls <i>early</i>"});
        world
            .api()
            .patch("/api/v1/customers/1", &known)
            .await
            .expect(200);
        let admin = world.admin().await;
        let ticket = admin.get("/t/1").await.expect(200).page();
        ticket.one("a", &[("href", "/customers/1")]);
        let answer = admin.get("/customers/1").await;
        let page = check_page(&answer, 200);
        let text = answer.text();
        for part in [
            "ines@cust.example",
            "+33 1 99",
            "calls &lt;i&gt;early",
            "52 tickets",
            "Show all of them",
        ] {
            assert!(text.contains(part), "{part}");
        }
        page.one("a", &[("href", "/t/52")]);
        assert!(!text.contains("href=\"/t/2\"") && !text.contains("door"));
        // The link leads to all of them, and to nobody else's.
        let list = text.split("/tickets?query=").nth(1).unwrap();
        let list = format!("/tickets?query={}", list.split('"').next().unwrap());
        let list = admin.get(&list).await.expect(200).text();
        assert!(list.contains("lamp 51") && !list.contains("door"));
        let emil = world.person("Emil", &[EXPERT], Visibility::Own, &[]).await;
        for missing in ["/customers/1", "/customers/9", "/customers/x"] {
            emil.browser.get(missing).await.expect(404);
        }
        let to_emil = json!({"assignee": {"user": emil.user.email.as_str()}});
        world
            .api()
            .patch("/api/v1/tickets/7", &to_emil)
            .await
            .expect(200);
        let page = emil.browser.get("/customers/1").await.expect(200).text();
        assert!(page.contains("One ticket") && page.contains("/t/7"));
        assert!(!page.contains("/t/8"));
    });
}
