using System.Net;
using System.Net.Sockets;

namespace Alerting.Checks;

/// <summary>
/// Which addresses a check may connect to. Whoever controls a name or a redirect must not reach what only this function
/// can: the account's network, its credentials, or Lambda's own runtime.
/// </summary>
/// <remarks>https://www.iana.org/assignments/iana-ipv4-special-registry and iana-ipv6-special-registry</remarks>
public static class PublicAddresses
{
    /// <summary>Addresses of this link, among them the endpoints with the credentials of EC2, ECS and Lambda.</summary>
    private static readonly IPNetwork[] Link =
        [.. new[] { "169.254.0.0/16", "fe80::/10", "fd00:ec2::/32" }.Select(IPNetwork.Parse)];

    private static readonly IPNetwork[] Loopback = [.. new[] { "127.0.0.0/8", "::1/128" }.Select(IPNetwork.Parse)];

    private static readonly IPNetwork[] Private =
    [
        .. new[] { "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "fc00::/7" }
            .Select(IPNetwork.Parse),
    ];

    /// <summary>For documentation, benchmarks, multicast and tunnels; nothing to check is there.</summary>
    private static readonly IPNetwork[] Reserved =
    [
        .. new[]
        {
            "0.0.0.0/8", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15", "198.51.100.0/24",
            "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "::/128", "100::/64", "2001::/23", "2001:db8::/32",
            "2002::/16", "3fff::/20", "5f00::/16", "fec0::/10", "ff00::/8",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>NAT64 and addresses that contain an IPv4 address.</summary>
    private static readonly IPNetwork[] WithIPv4 =
        [.. new[] { "64:ff9b::/96", "64:ff9b:1::/48", "::/96" }.Select(IPNetwork.Parse)];

    /// <summary>Why the address is refused, without a full stop; null if it is allowed.</summary>
    /// <param name="isOwnHost">Whether it is of the check's own host, not of one it redirects to.</param>
    /// <param name="isLiteral">Whether the URL itself says so: an address, or localhost.</param>
    public static string? Refusal(IPAddress address, bool allowsPrivate, bool isOwnHost, bool isLiteral)
    {
        var actual = Unwrapped(address);
        if (IsIn(Link, actual))
            return $"{address} is a link-local address, where credentials are; checks never request it";
        if (IsIn(Reserved, actual))
            return $"{address} is a reserved address";
        var isLoopback = IsIn(Loopback, actual);
        if (!isLoopback && !IsIn(Private, actual))
            return null;
        if (!allowsPrivate)
            return $"{address} is a private address; set allow_private: true to allow it";
        if (!isOwnHost)
            return $"{address} is a private address of another host";
        return isLoopback && !isLiteral ? $"{address} is this machine, which its name may not hide" : null;
    }

    private static bool IsIn(IPNetwork[] networks, IPAddress address) =>
        Array.Exists(networks, network => network.Contains(address));

    private static IPAddress Unwrapped(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6 || address.Equals(IPAddress.IPv6Loopback)
            || address.Equals(IPAddress.IPv6Any) || !IsIn(WithIPv4, address))
        {
            return address;
        }
        return new IPAddress(address.GetAddressBytes().AsSpan(12, 4));
    }
}
