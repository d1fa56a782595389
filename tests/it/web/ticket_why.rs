//! Why rules fired on a ticket: `/t/{number}/why`.

use serde_json::json;

use crate::world::{mail::Mail, play};

#[test]
fn a_hit_and_a_miss_are_explained() {
    play(async |world| {
        let rule = json!({
            "name": "VPN & <more>", "when": ["mail_makes_ticket"],
            "conditions": { "any": [
                { "field": "subject", "operator": "contains", "value": "vpn" },
                { "field": "body", "operator": "contains", "value": "tunnel" },
            ] },
            "actions": [{ "action": "priority", "value": "urgent" }]
        });
        let none = Mail::text("ines@cust.example", "before", "no rule yet");
        let before = world.ticket(&none).await;
        world.api().post("/api/v1/rules", &rule).await.expect(201);
        let hit = Mail::text("ines@cust.example", "My <b>VPN</b> & more", "down");
        let hit = world.ticket(&hit).await;
        let miss = Mail::text("ines@cust.example", "Lamp", "down");
        let miss = world.ticket(&miss).await;
        let admin = world.admin().await;
        let ticket = admin.get(&format!("/t/{hit}")).await.expect(200).page();
        let why = format!("/t/{hit}/why");
        ticket.one("a", &[("href", &why)]);
        let text = admin.get(&why).await.expect(200).text();
        assert!(text.contains("<mark>VPN</mark>"), "{text}");
        assert!(text.contains("VPN &amp; &lt;more&gt;"));
        assert!(!text.contains("<b>VPN</b>"));
        assert!(text.contains("fired"));
        let text = admin
            .get(&format!("/t/{miss}/why"))
            .await
            .expect(200)
            .text();
        assert!(text.contains("did not match") && !text.contains("<mark>"));
        assert!(text.contains("Lamp"));
        // Nothing was asked then, and it can be asked now.
        let text = admin
            .get(&format!("/t/{before}/why"))
            .await
            .expect(200)
            .text();
        assert!(!text.contains("A mail made the ticket"));
        assert!(text.contains("Would it fire now?"));
        admin.get("/t/99/why").await.expect(404);
        admin.get("/t/x/why").await.expect(404);
    });
}
