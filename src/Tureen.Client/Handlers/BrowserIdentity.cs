namespace Tureen.Client;

/// <summary>What a browser says about itself.</summary>
public sealed class BrowserIdentity
{
    /// <summary>The user agent string.</summary>
    public string? UserAgent { get; init; }

    /// <summary>The brands of the user agent data and their versions, if the browser has such data.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Brands { get; init; }

    /// <summary>The platform of the user agent data, such as <c>Windows</c> or <c>iOS</c>.</summary>
    public string? UserAgentDataPlatform { get; init; }

    /// <summary>The platform of the navigator, such as <c>MacIntel</c>.</summary>
    public string? Platform { get; init; }

    /// <summary>How many simultaneous touches the screen supports.</summary>
    public int MaxTouchPoints { get; init; }
}
