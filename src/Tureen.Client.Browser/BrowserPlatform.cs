using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using System.Text.Json;
using Tureen.Client.Browser.Handlers;
using Tureen.Client.Browser.Interop;

namespace Tureen.Client.Browser;

/// <summary>The browser that this program runs in, and the handlers over its RTCPeerConnection.</summary>
[SupportedOSPlatform("browser")]
public sealed class BrowserPlatform : IHandlerPlatform
{
    /// <summary>Where a Blazor application serves the script, as seen from the runtime's folder.</summary>
    private const string ScriptOfBlazor = "../_content/Tureen.Client.Browser/tureen-browser.js";

    private static BrowserPlatform? _current;

    private BrowserPlatform(BrowserIdentity identity)
    {
        Identity = identity;
    }

    /// <summary>This browser.</summary>
    public static BrowserPlatform Current => _current ??= new(ReadIdentity());

    /// <inheritdoc/>
    public BrowserIdentity Identity { get; }

    /// <summary>Loads the script of this library, before anything else of it is used. A page with <c>IsBrowserPage</c> has loaded it already.</summary>
    /// <param name="scriptUrl">Where the script is, as seen from the runtime's folder; where a Blazor application serves it unless given.</param>
    /// <returns>Completes when the script is loaded.</returns>
    public static async Task LoadAsync(string? scriptUrl = null) => await JSHost.ImportAsync(PeerModule.Name, scriptUrl ?? ScriptOfBlazor);

    /// <summary>Makes the handlers for this browser, for what takes an <see cref="IHandlerFactory"/>.</summary>
    /// <returns>The factory.</returns>
    /// <exception cref="UnsupportedException">No handler fits the browser.</exception>
    public IHandlerFactory CreateFactory() =>
        (DeviceDetection.Detect(Identity) is { } name ? CreateFactory(name, forcedRtpExtensions: null) : null) ?? throw new UnsupportedException("device not supported");

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
