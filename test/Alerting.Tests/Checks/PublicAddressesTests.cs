using System.Net;
using Alerting.Checks;

namespace Alerting.Tests.Checks;

public class PublicAddressesTests
{
    [Theory]
    [InlineData("8.8.8.8")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("2606:4700::1111")]
    [InlineData("64:ff9b::808:808")]
    public void A_public_address_is_allowed(string address) => Refusal(address, false).ShouldBeNull();

    [Theory]
    [InlineData("10.0.0.1")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.168.1.1")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("::1")]
    [InlineData("fd12::1")]
    [InlineData("::ffff:192.168.1.1")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("::10.0.0.1")]
    public void A_private_address_is_allowed_only_if_it_is_asked_for(string address)
    {
        Refusal(address, false).ShouldNotBeNull();
        Refusal(address, true).ShouldBeNull();
        PublicAddresses.Refusal(IPAddress.Parse(address), true, isOwnHost: false, isLiteral: true).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void A_name_may_not_hide_this_machine(string address) =>
        PublicAddresses.Refusal(IPAddress.Parse(address), true, isOwnHost: true, isLiteral: false).ShouldNotBeNull();

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("64:ff9b::a9fe:a9fe")]
    [InlineData("0.0.0.0")]
    [InlineData("::")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("192.0.2.1")]
    [InlineData("198.18.0.1")]
    [InlineData("2002:a00:1::")]
    [InlineData("ff02::1")]
    public void Credentials_and_reserved_addresses_are_never_requested(string address) =>
        Refusal(address, true).ShouldNotBeNull();

    private static string? Refusal(string address, bool allowsPrivate) =>
        PublicAddresses.Refusal(IPAddress.Parse(address), allowsPrivate, isOwnHost: true, isLiteral: true);
}
