using Tureen.Client.Browser.Interop;
using Tureen.Client.Browser.Sdp;
using Tureen.Ortc.Sdp;

namespace Tureen.Client.Browser.Handlers;

/// <summary>Receives tracks: the server's description offers them, and the browser answers.</summary>
internal sealed class TrackReceiver(PeerSession session)
{
    public Task<IReadOnlyList<HandlerReceiveResult>> AddAsync(IReadOnlyList<HandlerReceiveOptions> optionsList) =>
        session.AddAsync(() => AcceptAsync(optionsList), static () => Task.CompletedTask);

    public async Task RemoveAsync(IReadOnlyList<string> localIds)
    {
        foreach (string localId in localIds)
        {
            session.Transceivers.Find(localId);
        }

        // They are gone even if this offer fails; the next offer repeats it.
        foreach (string localId in localIds)
        {
            session.Remote.Close(localId);
            session.Transceivers.Remove(localId);
        }

        await session.AnswerAsync();
    }

    public Task PauseAsync(IReadOnlyList<string> localIds) => SetDirectionAsync(localIds, "inactive", session.Remote.Pause);

    public Task ResumeAsync(IReadOnlyList<string> localIds) => SetDirectionAsync(localIds, "recvonly", session.Remote.Resume);

    /// <summary>Tracks of one peer are played in step, so its stream matters more than its tracks.</summary>
    private static string StreamIdOf(HandlerReceiveOptions options) =>
        options.StreamId
        ?? options.RtpParameters.Msid?.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault()
        ?? options.RtpParameters.Rtcp.Cname
        ?? "-";

    private async Task<IReadOnlyList<HandlerReceiveResult>> AcceptAsync(IReadOnlyList<HandlerReceiveOptions> optionsList)
    {
        List<(string LocalId, HandlerReceiveOptions Options)> tracks = [];
        foreach (HandlerReceiveOptions options in optionsList)
        {
            string localId = options.RtpParameters.Mid ?? $"{session.Transceivers.Count}";
            session.Remote.Offer(localId, options.Kind, options.RtpParameters, StreamIdOf(options), options.TrackId);
            tracks.Add((localId, options));
        }

        await session.Peer.SetRemoteDescriptionAsync("offer", session.Remote.Write());
        foreach ((string localId, HandlerReceiveOptions options) in tracks)
        {
            options.OnRtpReceiver?.Invoke(FindNew(localId).Receiver);
        }

        SessionDescription answer = SessionDescription.Parse(await session.Peer.CreateAnswerAsync());
        foreach ((string localId, HandlerReceiveOptions options) in tracks)
        {
            if (answer.FindByMid(localId) is { } section)
            {
                LocalAnswer.ApplyOpusStereo(section, options.RtpParameters);
            }
        }

        await session.EnsureConnectedAsync(answer);
        await session.Peer.SetLocalDescriptionAsync("answer", answer.ToString());
        return [.. tracks.Select(track => Received(track.LocalId))];
    }

    private Task SetDirectionAsync(IReadOnlyList<string> localIds, string direction, Action<string> changeRemote)
    {
        List<(string LocalId, ITransceiver Transceiver, string Before)> changed =
            [.. localIds.Select(localId => (localId, session.Transceivers.Find(localId))).Select(one => (one.localId, one.Item2, one.Item2.Direction))];
        return session.ChangeAsync(
            () => changed.ForEach(one =>
            {
                one.Transceiver.Direction = direction;
                changeRemote(one.LocalId);
            }),
            session.AnswerAsync,
            () => changed.ForEach(static one => one.Transceiver.Direction = one.Before));
    }

    private HandlerReceiveResult Received(string localId)
    {
        ITransceiver transceiver = FindNew(localId);
        session.Transceivers.Set(localId, transceiver);
        return new HandlerReceiveResult { LocalId = localId, Track = transceiver.ReceivedTrack, RtpReceiver = transceiver.Receiver };
    }

    private ITransceiver FindNew(string localId) =>
        session.Peer.FindTransceiver(localId) ?? throw new InvalidOperationException($"There is no transceiver '{localId}'.");
}
