//! Which texts are origins, and how they are written afterwards.

use super::*;

fn check(text: &str, expected: Result<(&str, &str), OriginError>) {
    let found = Origin::parse(text).map(|origin| (origin.to_string(), origin.authority()));
    let expected = expected.map(|(whole, host)| (whole.to_owned(), host.to_owned()));
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn reads_origins() {
    let plain = Ok(("https://desk.lumen.example", "desk.lumen.example"));
    check("https://desk.lumen.example", plain);
    check("HTTPS://Desk.Lumen.example:443/", plain);
    check(
        "http://localhost:8080",
        Ok(("http://localhost:8080", "localhost:8080")),
    );
    check("http://[::1]:8080", Ok(("http://[::1]:8080", "[::1]:8080")));
    check("http://[0:0::1]", Ok(("http://[::1]", "[::1]")));
    check("http://192.0.2.7", Ok(("http://192.0.2.7", "192.0.2.7")));
    check(
        "https://guichet.café.example",
        Ok((
            "https://guichet.xn--caf-dma.example",
            "guichet.xn--caf-dma.example",
        )),
    );
}

#[test]
fn refuses_the_rest() {
    check("desk.lumen.example", Err(OriginError::Scheme));
    check("ftp://desk.lumen.example", Err(OriginError::Scheme));
    check("https://desk.lumen.example/help", Err(OriginError::Path));
    check("https://desk.lumen.example//", Err(OriginError::Path));
    check("https://desk.lumen.example?x=1", Err(OriginError::Query));
    check("https://desk.lumen.example/?", Err(OriginError::Query));
    check("https://desk.lumen.example/#a", Err(OriginError::Query));
    check("https://ines@desk.lumen.example", Err(OriginError::User));
    check("https://", Err(OriginError::Host));
    check("https:///", Err(OriginError::Host));
    check("https://desk lumen", Err(OriginError::Host));
    check("https://-.]", Err(OriginError::Host));
    check("https://300.1.1.1", Err(OriginError::Host));
    check("https://[::1", Err(OriginError::Host));
    check("https://desk.lumen.example:0", Err(OriginError::Port));
    check("https://desk.lumen.example:99999", Err(OriginError::Port));
    check("https://desk.lumen.example:", Err(OriginError::Port));
    check("https://desk.lumen.example:+1", Err(OriginError::Port));
}
