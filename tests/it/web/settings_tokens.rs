//! The list of tokens: whose are shown, revoked at once, and taken back.

use super::check_page;
use crate::world::{EXPERT, PASSWORD, http::Api, play};

#[test]
fn a_revoked_token_is_worth_nothing_until_it_is_taken_back() {
    play(async |world| {
        let secret = world.add_expert().await;
        let emil = world.stranger();
        emil.sign_in(EXPERT, PASSWORD).await;
        let page = check_page(&emil.get("/settings/tokens").await, 200);
        assert_eq!(page.all("tr", &[]).len(), 2, "one of their own");
        let admin = world.admin().await;
        let page = check_page(&admin.get("/settings/tokens").await, 200);
        assert_eq!(page.all("tr", &[]).len(), 3, "everybody's");
        assert!(page.one("table", &[]).text.contains("Emil Post"));
        // Somebody else's is not there.
        for path in ["/settings/tokens/1", "/settings/tokens/1/revoke"] {
            check_page(
                &emil.post(path, &[("name", "x"), ("scopes", "all")]).await,
                404,
            );
        }
        check_page(&emil.get("/settings/tokens/1").await, 404);
        let api = Api::new(world.web(), Some(secret));
        api.get("/api/v1/tickets").await.expect(200);
        let answer = emil
            .post("/settings/tokens/2/revoke", &[])
            .await
            .expect(303);
        api.get("/api/v1/tickets").await.expect(401);
        let page = check_page(&emil.get(answer.header("location")).await, 200);
        let id = page
            .one("input", &[("name", "id")])
            .attribute("value")
            .to_owned();
        // Not by somebody else.
        admin.get("/settings/tokens").await.expect(200);
        let fields = [("id", id.as_str()), ("back", "/settings/tokens")];
        admin.post("/undo", &fields).await.expect(303);
        api.get("/api/v1/tickets").await.expect(401);
        emil.post("/undo", &fields).await.expect(303);
        api.get("/api/v1/tickets").await.expect(200);
    });
}
