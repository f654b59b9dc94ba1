using System.Text.Json;
using Tureen.Ortc;

namespace Tureen.Client;

/// <summary>What the server sent about its Consumer.</summary>
public sealed class ConsumerOptions
{
    /// <summary>The id of the server's Consumer; mandatory.</summary>
    public string? Id { get; init; }

    /// <summary>The id of the Producer that is consumed; mandatory.</summary>
    public string? ProducerId { get; init; }

    /// <summary>Audio or video; mandatory.</summary>
    public MediaKind? Kind { get; init; }

    /// <summary>What the server sends; mandatory.</summary>
    public RtpParameters? RtpParameters { get; init; }

    /// <summary>Consumers of the same stream are played in step; from the msid, else the CNAME, if not given.</summary>
    public string? StreamId { get; init; }

    /// <summary>Called with the media stack's receiver as soon as it exists.</summary>
    public Action<object>? OnRtpReceiver { get; init; }

    /// <summary>The application's own data.</summary>
    public Dictionary<string, object?> AppData { get; init; } = [];

    /// <summary>Reads what a server sends about its Consumer: id, producerId, kind, rtpParameters.</summary>
    /// <param name="json">Any JSON value, also one from an untrusted peer.</param>
    /// <param name="streamId">See <see cref="StreamId"/>.</param>
    /// <param name="onRtpReceiver">See <see cref="OnRtpReceiver"/>.</param>
    /// <returns>The options; other members are left out.</returns>
    /// <exception cref="MediasoupTypeException">Something has the wrong shape.</exception>
    public static ConsumerOptions FromJson(JsonElement json, string? streamId = null, Action<object>? onRtpReceiver = null)
    {
        string? kind = OptionsJson.Text(json, "kind");
        return new ConsumerOptions
        {
            Id = OptionsJson.Text(json, "id"),
            ProducerId = OptionsJson.Text(json, "producerId"),
            Kind = kind is null ? null : WireEnum.Parse<MediaKind>(kind),
            RtpParameters = OptionsJson.Read<RtpParameters>(json, "rtpParameters"),
            StreamId = streamId,
            OnRtpReceiver = onRtpReceiver,
        };
    }
}
