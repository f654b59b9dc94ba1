using Tureen.Client;
using Tureen.Client.Browser.Interop;
using Tureen.Ortc;

namespace Tureen.Tests.Client.Browser.Handlers;

internal sealed class FakeTransceiver(FakePeerConnection peer, IReadOnlyList<RtpEncodingParameters> encodings) : ITransceiver
{
    public string? Mid { get; set; }

    public string Direction { get; set; } = "sendonly";

    public object Sender => this;

    public object Receiver => this;

    public IMediaStreamTrack? Track { get; set; }

    public IMediaStreamTrack ReceivedTrack => Track!;

    public bool IsStopped { get; private set; }

    public IReadOnlyList<RtpEncodingParameters> Encodings { get; } = encodings;

    public void Stop() => IsStopped = true;

    public Task ReplaceTrackAsync(IMediaStreamTrack? track)
    {
        Track = track;
        return Task.CompletedTask;
    }

    public Task ChangeEncodingsAsync(IReadOnlyList<RtpEncodingParameters> changes)
    {
        for (int index = 0; index < Encodings.Count; index++)
        {
            Encodings[index].Active = changes[index].Active ?? Encodings[index].Active;
            Encodings[index].MaxBitrate = changes[index].MaxBitrate ?? Encodings[index].MaxBitrate;
        }

        return Task.CompletedTask;
    }

    public Task<string> GetSenderStatsAsync() => peer.GetStatsAsync();

    public Task<string> GetReceiverStatsAsync() => peer.GetStatsAsync();
}
