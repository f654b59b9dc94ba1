using System.Globalization;

namespace Tureen.Client;

/// <summary>Finds the handler for a browser by its identity (mediasoup-client <c>detectDevice</c>).</summary>
public static class DeviceDetection
{
    private const int OldestChrome111 = 111;
    private const int OldestChrome74 = 74;
    private const int OldestFirefox = 120;
    private const int OldestWebKit = 605;

    /// <summary>Finds the handler.</summary>
    /// <param name="identity">The identity of the browser; null outside browsers.</param>
    /// <returns>The handler; null if none fits.</returns>
    public static BuiltinHandlerName? Detect(BrowserIdentity? identity)
    {
        string agent = identity?.UserAgent ?? "";
        if (identity is null || (agent.Length == 0 && identity.Brands is null))
        {
            return null;
        }

        if (IsIos(identity, agent))
        {
            return Version(agent, "AppleWebKit/") >= OldestWebKit ? BuiltinHandlerName.Safari12 : null;
        }

        if (ChromiumVersion(identity, agent) is { } chromium)
        {
            return chromium switch
            {
                >= OldestChrome111 => BuiltinHandlerName.Chrome111,
                >= OldestChrome74 => BuiltinHandlerName.Chrome74,
                _ => null,
            };
        }

        if (Version(agent, "Firefox/") is { } firefox)
        {
            return firefox >= OldestFirefox ? BuiltinHandlerName.Firefox120 : null;
        }

        return agent.Contains("Safari", StringComparison.OrdinalIgnoreCase) && Version(agent, "AppleWebKit/") >= OldestWebKit
            ? BuiltinHandlerName.Safari12
            : null;
    }

    /// <summary>Finds the handler; other members of the family may have to wait for the browser's answer, this one does not.</summary>
    /// <param name="identity">The identity of the browser; null outside browsers.</param>
    /// <returns>The handler; null if none fits.</returns>
    public static Task<BuiltinHandlerName?> DetectAsync(BrowserIdentity? identity) => Task.FromResult(Detect(identity));

    private static bool IsIos(BrowserIdentity identity, string agent)
    {
        if (!string.IsNullOrEmpty(identity.UserAgentDataPlatform))
        {
            return string.Equals(identity.UserAgentDataPlatform, "iOS", StringComparison.OrdinalIgnoreCase);
        }

        // An iPad that asks for desktop pages calls itself a Mac, but has a touch screen.
        return agent.Contains("iPad", StringComparison.Ordinal)
            || agent.Contains("iPhone", StringComparison.Ordinal)
            || agent.Contains("iPod", StringComparison.Ordinal)
            || (string.Equals(identity.Platform, "MacIntel", StringComparison.Ordinal) && identity.MaxTouchPoints > 1);
    }

    private static int? ChromiumVersion(BrowserIdentity identity, string agent)
    {
        foreach ((string brand, string version) in identity.Brands ?? [])
        {
            if (string.Equals(brand, "Chromium", StringComparison.Ordinal) && ReadNumber(version) is { } number)
            {
                return number;
            }
        }

        return Version(agent, "Chrome/") ?? Version(agent, "Chromium/");
    }

    private static int? Version(string agent, string prefix)
    {
        int start = agent.IndexOf(prefix, StringComparison.OrdinalIgnoreCase);
        return start < 0 ? null : ReadNumber(agent.AsSpan(start + prefix.Length));
    }

    private static int? ReadNumber(ReadOnlySpan<char> text)
    {
        int length = 0;
        while (length < text.Length && char.IsAsciiDigit(text[length]))
        {
            length++;
        }

        return int.TryParse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
    }
}
