//! The page of one customer: what is known, and their newest tickets that the reader sees.

mod export;

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

#[test]
fn the_page_is_told_what_concerns_it_and_nothing_else() {
    play(async |world| {
        let ines = "Inès <ines@cust.example>";
        world.ticket(&Mail::text(ines, "lamp", "dark")).await;
        let other = Mail::text("tom@other.example", "door", "shut");
        let other = world.ticket(&other).await;
        let admin = world.admin().await;
        let page = check_page(&admin.get("/customers/1").await, 200);
        page.one("div", &[("data-follows", "/customers/1/news")]);
        let mut rev = world.desk().newest_change().unwrap().0;
        let mut told = async |why: &str| {
            let url = format!("/customers/1/news?after={rev}");
            let answer = admin.get(&url).await.expect(200);
            let update = answer.page();
            let update = update.one("div", &[("data-update", "")]);
            assert!(!update.has("data-reset"), "{why}");
            rev = update.attribute("data-rev").parse().unwrap();
            answer.text()
        };
        assert!(!told("nothing happened").await.contains("data-part"));
        let closed = json!({"status": "closed"});
        let patch = async |path: &str, change| {
            world.api().patch(path, &change).await.expect(200);
        };
        patch(&format!("/api/v1/tickets/{other}"), closed.clone()).await;
        assert!(!told("somebody else's").await.contains("data-part"));
        patch("/api/v1/tickets/1", closed).await;
        assert!(told("closed").await.contains("#i-s-closed"));
        world.ticket(&Mail::text(ines, "roof", "wet")).await;
        let text = told("one more").await;
        assert!(
            text.contains("roof") && text.contains("2 tickets"),
            "{text}"
        );
        patch("/api/v1/customers/1", json!({"phone": "+33 1 98"})).await;
        assert!(told("what is known").await.contains("+33 1 98"));
        // Given to somebody else it goes.
        let to = [("customer.to", "tom@other.example")];
        admin.post("/t/1/customer", &to).await.expect(303);
        let text = told("given away").await;
        assert!(
            text.contains("One ticket") && !text.contains("lamp"),
            "{text}"
        );
        // Who does not see them is told nothing that they could not know.
        let emil = world.person("Emil", &[EXPERT], Visibility::Own, &[]).await;
        for id in ["1", "9"] {
            let url = format!("/customers/{id}/news?after={rev}");
            let text = emil.browser.get(&url).await.expect(200).text();
            assert!(!text.contains("data-part"), "{text}");
        }
        for bad in ["", "?after=x"] {
            admin
                .get(&format!("/customers/1/news{bad}"))
                .await
                .expect(400);
        }
    });
}
