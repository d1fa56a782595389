//! Which addresses name a smarthost, and which combinations are refused.

use super::*;

fn check(text: &str, expected: Result<(&str, u16, &str), SmarthostError>) {
    let found = Smarthost::parse(text).map(|s| (s.host, s.port, s.user));
    let expected = expected.map(|(host, port, user)| (host.to_owned(), port, user.to_owned()));
    assert_eq!(found, expected, "{text:?}");
}

fn check_use(text: &str, password: SmarthostPassword, expected: Result<(), SmarthostError>) {
    let allowed = [IpNet::parse("10.0.0.0/8").expect("is a network")];
    let smarthost = Smarthost::parse(text).expect("the table holds smarthosts");
    assert_eq!(smarthost.check(password, &allowed), expected, "{text:?}");
}

#[test]
fn reads_addresses() {
    check(
        "smtps://mx.lumen.example",
        Ok(("mx.lumen.example", 465, "")),
    );
    check("smtp://mx.lumen.example", Ok(("mx.lumen.example", 587, "")));
    check("plain://127.0.0.1", Ok(("127.0.0.1", 25, "")));
    check("PLAIN://[::1]:2525", Ok(("[::1]", 2525, "")));
    check(
        "smtps://desk@MX.lumen.example:465",
        Ok(("mx.lumen.example", 465, "desk")),
    );
    check(
        "smtp://desk@lumen.example@mx.lumen.example",
        Ok(("mx.lumen.example", 587, "desk@lumen.example")),
    );
    check(
        "smtp://desk%40lumen.example%3Ax@mx.lumen.example",
        Ok(("mx.lumen.example", 587, "desk@lumen.example:x")),
    );
}

#[test]
fn refuses_addresses() {
    check("mx.lumen.example:25", Err(SmarthostError::Scheme));
    check("http://mx.lumen.example", Err(SmarthostError::Scheme));
    check("smtp://mx.lumen.example/", Err(SmarthostError::Rest));
    check("smtp://mx.lumen.example?x", Err(SmarthostError::Rest));
    check(
        "smtp://desk:secret@mx.lumen.example",
        Err(SmarthostError::PasswordInside),
    );
    check("smtp://@mx.lumen.example", Err(SmarthostError::User));
    check("smtp://a%0D@mx.lumen.example", Err(SmarthostError::User));
    check("smtp://a%4@mx.lumen.example", Err(SmarthostError::User));
    check("smtp://a%ff@mx.lumen.example", Err(SmarthostError::User));
    check("smtp://", Err(SmarthostError::Host));
    check("smtp://a b", Err(SmarthostError::Host));
    check("smtp://mx.lumen.example:0", Err(SmarthostError::Port));
    check("smtp://mx.lumen.example:x", Err(SmarthostError::Port));
}

#[test]
fn refuses_what_would_give_something_away() {
    use SmarthostError::{PasswordMissing, PlainHost, PlainPassword, UserMissing};
    use SmarthostPassword::{Absent, Given};
    check_use("smtps://desk@mx.lumen.example", Given, Ok(()));
    check_use("smtps://mx.lumen.example", Absent, Ok(()));
    check_use("smtps://mx.lumen.example", Given, Err(UserMissing));
    check_use("smtp://desk@mx.lumen.example", Absent, Err(PasswordMissing));
    check_use("plain://127.0.0.9:2525", Absent, Ok(()));
    check_use("plain://[::1]", Absent, Ok(()));
    check_use("plain://localhost", Absent, Ok(()));
    check_use("plain://10.1.2.3", Absent, Ok(()));
    check_use("plain://192.0.2.1", Absent, Err(PlainHost));
    check_use("plain://mx.lumen.example", Absent, Err(PlainHost));
    check_use("plain://desk@127.0.0.1", Given, Err(PlainPassword));
    check_use("plain://desk@127.0.0.1", Absent, Err(PasswordMissing));
}

#[test]
fn writes_what_it_reads() {
    for text in [
        "smtps://mx.lumen.example:465",
        "smtp://desk@lumen.example@mx.lumen.example:2587",
        "smtp://a%3Ab%2Fc%25d%20e@mx.lumen.example:587",
        "plain://[::1]:2525",
    ] {
        let smarthost = Smarthost::parse(text).expect("a smarthost");
        assert_eq!(smarthost.url(), text);
    }
}
