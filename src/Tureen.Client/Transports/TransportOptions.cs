using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What the server sent about its transport, and how to reach it.</summary>
public sealed class TransportOptions
{
    /// <summary>The id of the server's transport; mandatory.</summary>
    public string? Id { get; init; }

    /// <summary>The server's ICE credentials; mandatory.</summary>
    public IceParameters? IceParameters { get; init; }

    /// <summary>The server's addresses; mandatory.</summary>
    public IReadOnlyList<IceCandidate>? IceCandidates { get; init; }

    /// <summary>The server's certificate and role; mandatory.</summary>
    public DtlsParameters? DtlsParameters { get; init; }

    /// <summary>The server's SCTP endpoint; without it there are no data channels.</summary>
    public SctpParameters? SctpParameters { get; init; }

    /// <summary>STUN and TURN servers.</summary>
    public IReadOnlyList<IceServer> IceServers { get; init; } = [];

    /// <summary>Which candidates may be used.</summary>
    public IceTransportPolicy IceTransportPolicy { get; init; }

    /// <summary>
    /// Further settings of the peer connection, by name; <c>iceServers</c>, <c>iceTransportPolicy</c>, <c>bundlePolicy</c> and
    /// <c>rtcpMuxPolicy</c> among them are left out.
    /// </summary>
    public IReadOnlyDictionary<string, JsonElement>? AdditionalSettings { get; init; }

    /// <summary>The application's own data.</summary>
    public Dictionary<string, object?> AppData { get; init; } = [];

    /// <summary>Reads what a server sends about its transport: id, iceParameters, iceCandidates, dtlsParameters, sctpParameters.</summary>
    /// <param name="json">Any JSON value, also one from an untrusted peer.</param>
    /// <param name="additionalSettings">See <see cref="AdditionalSettings"/>.</param>
    /// <returns>The options; other members are left out.</returns>
    /// <exception cref="MediasoupTypeException">Something has the wrong shape.</exception>
    public static TransportOptions FromJson(JsonElement json, IReadOnlyDictionary<string, JsonElement>? additionalSettings = null)
    {
        JsonElement? candidates = OptionsJson.Member(json, "iceCandidates");
        Check.That(candidates is null or { ValueKind: JsonValueKind.Array }, "iceCandidates must be an array");
        JsonElement? servers = OptionsJson.Member(json, "iceServers");
        Check.That(servers is null or { ValueKind: JsonValueKind.Array }, "if given, iceServers must be an array");
        JsonElement? appData = OptionsJson.Member(json, "appData");
        Check.That(appData is null or { ValueKind: JsonValueKind.Object }, "if given, appData must be an object");
        return new TransportOptions
        {
            Id = OptionsJson.Text(json, "id"),
            IceParameters = OptionsJson.Read<IceParameters>(json, "iceParameters"),
            IceCandidates = candidates is { } list ? [.. list.EnumerateArray().Select(IceCandidate.FromJson)] : null,
            DtlsParameters = OptionsJson.Read<DtlsParameters>(json, "dtlsParameters"),
            SctpParameters = OptionsJson.Read<SctpParameters>(json, "sctpParameters"),
            IceServers = servers is { } all ? [.. all.EnumerateArray().Select(IceServer.FromJson)] : [],
            AdditionalSettings = additionalSettings,
        };
    }
}
