//! What texts and numbers mean.

use super::*;

fn check_size(text: &str, expected: Result<(u64, &str), &str>) {
    let found = ByteSize::read(&ByteSize::from_text(text));
    let found = found.map(|size| (size.0, size.to_string()));
    let expected = expected.map(|(bytes, shown)| (bytes, shown.to_owned()));
    assert_eq!(found, expected.map_err(str::to_owned), "{text:?}");
}

#[test]
fn reads_sizes() {
    check_size("0", Ok((0, "0 B")));
    check_size("1000", Ok((1000, "1000 B")));
    check_size("35 MiB", Ok((36_700_160, "35 MiB")));
    check_size("35mib", Ok((36_700_160, "35 MiB")));
    check_size("1 MB", Ok((1_000_000, "1000000 B")));
    check_size("2048 MiB", Ok((2_147_483_648, "2 GiB")));
    check_size("1.5 MiB", Err("is no size in B, KiB, MiB or GiB"));
    check_size("MiB", Err("is no size"));
    check_size("-1", Err("is no size in B, KiB, MiB or GiB"));
    check_size("35 M", Err("is no size in B, KiB, MiB or GiB"));
    check_size("99999999999999 GiB", Err("is beyond all disks"));
    check_size("99999999999999999999", Err("is no size"));
}

fn check_server(text: &str, expected: Result<&str, &str>) {
    let found = NameServer::read(&Value::Text(text.to_owned())).map(|server| server.0.to_string());
    let expected = expected.map(str::to_owned).map_err(str::to_owned);
    assert_eq!(found, expected, "{text:?}");
}

#[test]
fn reads_name_servers() {
    check_server("192.0.2.53", Ok("192.0.2.53:53"));
    check_server("192.0.2.53:5353", Ok("192.0.2.53:5353"));
    check_server("2001:db8::53", Ok("[2001:db8::53]:53"));
    check_server("[2001:db8::53]:5353", Ok("[2001:db8::53]:5353"));
    check_server("192.0.2.53:0", Err("has port 0"));
    check_server("dns.example", Err("is no address"));
}

#[test]
fn writes_values_as_toml() {
    let list = Value::List(vec![Value::Text("a\"b".to_owned()), Value::Whole(1)]);
    assert_eq!(Value::from_toml(&list.to_string()), Some(list));
}
