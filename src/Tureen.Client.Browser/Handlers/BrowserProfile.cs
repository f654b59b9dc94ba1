namespace Tureen.Client.Browser.Handlers;

/// <summary>The differences between the families of browsers, as in mediasoup-client's handlers of the same names.</summary>
internal sealed record BrowserProfile
{
    /// <summary>Chrome, Edge, Opera and others of the same engine.</summary>
    public static readonly BrowserProfile Chrome111 = new()
    {
        Name = "Chrome111",
        ProbeVideo = "svc",
        Simulcast = SimulcastForm.RidsOfOneMode,
        AddsOpusNack = true,
        ReusesSections = true,
        CanUpdateIceServers = true,
    };

    public static readonly BrowserProfile Firefox120 = new()
    {
        Name = "Firefox120",
        ProbeVideo = "rid",
        Simulcast = SimulcastForm.Rids,
        IsAlwaysDtlsClient = true,
    };

    /// <summary>Safari, and every browser on iOS.</summary>
    public static readonly BrowserProfile Safari12 = new()
    {
        Name = "Safari12",
        ProbeVideo = "plain",
        Simulcast = SimulcastForm.Ssrcs,
        AddsOpusNack = true,
        ReusesSections = true,
        CanUpdateIceServers = true,
    };

    /// <summary>mediasoup-client's name of the handler.</summary>
    public required string Name { get; init; }

    /// <summary>What kind of video must be offered so that all header extensions show.</summary>
    public required string ProbeVideo { get; init; }

    public required SimulcastForm Simulcast { get; init; }

    /// <summary>Whether it retransmits Opus without saying so.</summary>
    public bool AddsOpusNack { get; init; }

    /// <summary>Whether a later track reuses the section of a closed one; Firefox does not always predict which section.</summary>
    public bool ReusesSections { get; init; }

    /// <summary>Whether it takes the client's role even when another role is asked for.</summary>
    public bool IsAlwaysDtlsClient { get; init; }

    public bool CanUpdateIceServers { get; init; }

    public static BrowserProfile? ByName(string name) =>
        new[] { Chrome111, Firefox120, Safari12 }.FirstOrDefault(profile => string.Equals(profile.Name, name, StringComparison.Ordinal));
}
