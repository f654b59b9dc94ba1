using System.Runtime.Versioning;
using System.Text.Json;
using Tureen.Client.Browser.Handlers;
using Tureen.Client.Browser.Interop;

namespace Tureen.Client.Browser;

/// <summary>The browser that this program runs in, and the handlers over its RTCPeerConnection.</summary>
[SupportedOSPlatform("browser")]
public sealed class BrowserPlatform : IHandlerPlatform
{
    private BrowserPlatform(BrowserIdentity identity)
    {
        Identity = identity;
    }

    /// <summary>This browser.</summary>
    public static BrowserPlatform Current { get; } = new(ReadIdentity());

    /// <inheritdoc/>
    public BrowserIdentity Identity { get; }

    /// <inheritdoc/>
    public IHandlerFactory? CreateFactory(BuiltinHandlerName name, IReadOnlyDictionary<string, bool>? forcedRtpExtensions) =>
        BrowserProfile.ByName(name.ToString()) is { } profile ? new BrowserHandlerFactory(profile, forcedRtpExtensions) : null;

    private static BrowserIdentity ReadIdentity()
    {
        using JsonDocument document = JsonDocument.Parse(PeerModule.Platform());
        JsonElement platform = document.RootElement;
        bool hasData = platform.TryGetProperty("userAgentData", out JsonElement data) && data.ValueKind == JsonValueKind.Object;
        return new BrowserIdentity
        {
            UserAgent = Text(platform, "userAgent"),
            Platform = Text(platform, "platform"),
            MaxTouchPoints = platform.TryGetProperty("maxTouchPoints", out JsonElement points) && points.TryGetInt32(out int count) ? count : 0,
            UserAgentDataPlatform = hasData ? Text(data, "platform") : null,
            Brands = hasData && data.TryGetProperty("brands", out JsonElement brands) && brands.ValueKind == JsonValueKind.Array ? ReadBrands(brands) : null,
        };
    }

    private static List<KeyValuePair<string, string>> ReadBrands(JsonElement brands) =>
        [.. brands.EnumerateArray()
            .Where(brand => brand.ValueKind == JsonValueKind.Object)
            .Select(brand => KeyValuePair.Create(Text(brand, "brand") ?? "", Text(brand, "version") ?? ""))];

    private static string? Text(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
