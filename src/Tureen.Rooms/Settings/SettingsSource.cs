using System.Globalization;
using System.Net;

namespace Tureen.Rooms.Settings;

/// <summary>Reads texts as values. What is wrong is one line for the user, with the name that the user knows the setting by.</summary>
/// <param name="find">The text of a setting; null when it is not given.</param>
/// <param name="nameOf">What the user calls a setting, such as <c>--port</c>.</param>
internal sealed class SettingsSource(Func<SettingsOption, string?> find, Func<SettingsOption, string> nameOf)
{
    private const int BitsPerByte = 8;

    /// <summary>The name that the user knows a setting by.</summary>
    public string NameOf(SettingsOption option) => nameOf(option);

    /// <exception cref="SettingsException">The condition does not hold.</exception>
    public static void Require(bool isTrue, string message)
    {
        if (!isTrue)
        {
            throw new SettingsException(message);
        }
    }

    public string? Text(SettingsOption option)
    {
        string? text = find(option);
        return string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    }

    public int Number(SettingsOption option, int unlessGiven, int min, int max)
    {
        if (Text(option) is not { } text)
        {
            return unlessGiven;
        }

        bool isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
        Require(isNumber && number >= min && number <= max, $"{nameOf(option)} must be a number from {min} to {max}, not '{text}'");
        return number;
    }

    public TimeSpan Seconds(SettingsOption option, TimeSpan unlessGiven, int min, int max) =>
        TimeSpan.FromSeconds(Number(option, (int)unlessGiven.TotalSeconds, min, max));

    public bool Switch(SettingsOption option, bool unlessGiven = false) => Text(option) switch
    {
        null => unlessGiven,
        var text when bool.TryParse(text, out bool isOn) => isOn,
        "1" => true,
        "0" => false,
        var text => throw new SettingsException($"{nameOf(option)} must be true or false, not '{text}'"),
    };

    public IPAddress? Address(SettingsOption option, IPAddress? unlessGiven)
    {
        if (Text(option) is not { } text)
        {
            return unlessGiven;
        }

        if (text == "localhost")
        {
            return null;
        }

        Require(IPAddress.TryParse(text, out IPAddress? address), $"{nameOf(option)} must be an IP address, not '{text}'");
        return address;
    }

    public string? HostName(SettingsOption option) => Text(option) is { } text ? HostName(option, text) : null;

    /// <summary>Checks one name of a list.</summary>
    public string HostName(SettingsOption option, string text)
    {
        Require(
            Uri.CheckHostName(text) != UriHostNameType.Unknown, $"{nameOf(option)} must be an IP address or a host name, not '{text}'");
        bool isNowhere = IPAddress.TryParse(text, out IPAddress? address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any));
        Require(!isNowhere, $"{nameOf(option)} must be an address to which browsers can send, not '{text}'");
        return text;
    }

    /// <summary>Checks one origin of a list.</summary>
    public string Origin(SettingsOption option, string text)
    {
        if (text == TureenRoomsOptions.AnyOrigin)
        {
            return text;
        }

        bool isOrigin = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https";
        Require(isOrigin, $"{nameOf(option)} must be such as https://example.org, not '{text}'");
        return uri!.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>Checks one server of a list (RFC 7064, RFC 7065).</summary>
    public string IceServer(SettingsOption option, string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        bool isServer = colon > 0 && text[..colon] is "stun" or "stuns" or "turn" or "turns" && text.Length > colon + 1 && text.All(static one => one is > ' ' and < '\x7f' and not '"' and not '<' and not '>');
        Require(isServer, $"{nameOf(option)} must be such as turn:turn.example.org:3478?transport=udp or stun:stun.example.org, not '{text}'");
        return text;
    }

    /// <summary>An address of a server. Only this machine may be asked without TLS.</summary>
    public string? Url(SettingsOption option)
    {
        string? text = Text(option);
        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && (uri.Scheme == "https" || (uri.Scheme == "http" && uri.IsLoopback));
        Require(text is null || isUrl, $"{nameOf(option)} must be such as https://login.example.org, not '{text}'");
        return text;
    }

    /// <summary>An address of the operator's own network or of another one.</summary>
    public Uri HttpUrl(SettingsOption option, string text)
    {
        bool isUrl = Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && (uri.Scheme is "https" or "http");
        Require(isUrl, $"{nameOf(option)} must be such as https://example.org/path, not '{text}'");
        return uri!;
    }

    /// <summary>An address, or a network as in CIDR notation.</summary>
    public IPNetwork Network(SettingsOption option, string text)
    {
        if (IPAddress.TryParse(text, out IPAddress? address))
        {
            return new IPNetwork(address, address.GetAddressBytes().Length * BitsPerByte);
        }

        Require(IPNetwork.TryParse(text, out IPNetwork network), $"{nameOf(option)} must be such as 10.0.0.5 or 10.1.0.0/24, not '{text}'");
        return network;
    }

    /// <summary>A path that begins with a slash and does not end with one.</summary>
    public string? PathBase(SettingsOption option)
    {
        string? text = Text(option)?.TrimEnd('/');
        bool isPath = text is null or "" || (text[0] == '/' && !text.Contains("//", StringComparison.Ordinal) && text.All(IsOfPath));
        Require(isPath, $"{nameOf(option)} must be such as /calls, not '{text}'");
        return text is "" ? null : text;
    }

    /// <summary>One of several words; the first one unless it is given.</summary>
    public string Choice(SettingsOption option, string[] words)
    {
        string text = Text(option) ?? words[0];
        Require(words.Contains(text, StringComparer.Ordinal), $"{nameOf(option)} must be {string.Join(" or ", words)}, not '{text}'");
        return text;
    }

    private static bool IsOfPath(char one) => char.IsAsciiLetterOrDigit(one) || one is '/' or '-' or '_' or '.' or '~';

    public string[]? List(SettingsOption option) =>
        Text(option)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A secret; its value is not part of what the user reads about it.</summary>
    public string? Secret(SettingsOption option, int minLength)
    {
        string? text = Text(option);
        Require(text is null || text.Length >= minLength, $"{nameOf(option)} must have {minLength} characters or more");
        return text;
    }

    public string? ExistingFile(SettingsOption option)
    {
        string? text = Text(option);
        Require(text is null || File.Exists(text), $"{nameOf(option)}: there is no file '{text}'");
        return text;
    }
}
