using Tureen.Client.Browser.Sdp;
using Tureen.Ortc;
using Tureen.Ortc.Sdp;

namespace Tureen.Client.Browser.Handlers;

/// <summary>Opens data channels; the first of a session negotiates the section for all of them.</summary>
internal sealed class ChannelOpener(PeerSession session, SctpParameters? serverSctp)
{
    /// <summary>The largest message: of ours when sending, of the server's when receiving.</summary>
    public long? MaxMessageSize => session.IsSending ? session.Peer.MaxMessageSize : serverSctp?.MaxSendMessageSize;

    /// <summary>Opens a channel that this side sends on.</summary>
    public async Task<HandlerSendDataChannelResult> OfferAsync(HandlerSendDataChannelOptions options)
    {
        SctpStreamParameters sent = new()
        {
            StreamId = session.Data.NextStreamId,
            Ordered = options.Ordered,
            MaxPacketLifeTime = options.MaxPacketLifeTime,
            MaxRetransmits = options.MaxRetransmits,
        };
        IDataChannel channel = session.Peer.CreateDataChannel(options.Label, DataChannelOptions.Write(sent, options.Protocol));
        session.Data.HandleChannelCreated(session.Peer.MaxChannels);
        if (!session.Data.IsNegotiated)
        {
            await session.AddAsync(OfferSectionAsync, () => CloseAsync(channel));
        }

        return new HandlerSendDataChannelResult { DataChannel = channel, SctpStreamParameters = sent };
    }

    /// <summary>Opens a channel that the server sends on.</summary>
    public async Task<IDataChannel> AcceptAsync(HandlerReceiveDataChannelOptions options)
    {
        IDataChannel channel = session.Peer.CreateDataChannel(
            options.Label, DataChannelOptions.Write(options.SctpStreamParameters, options.Protocol));
        if (!session.Data.IsNegotiated)
        {
            await session.AddAsync(AcceptSectionAsync, () => CloseAsync(channel));
        }

        return channel;
    }

    private static Task CloseAsync(IDataChannel channel)
    {
        channel.Close();
        return Task.CompletedTask;
    }

    private async Task<bool> OfferSectionAsync()
    {
        string offer = await session.Peer.CreateOfferAsync();
        SessionDescription local = SessionDescription.Parse(offer);
        await session.EnsureConnectedAsync(local);
        await session.Peer.SetLocalDescriptionAsync("offer", offer);
        session.Data.AnswerIfOffered(local);
        await session.Peer.SetRemoteDescriptionAsync("answer", session.Remote.Write());
        return session.Data.IsNegotiated;
    }

    private async Task<bool> AcceptSectionAsync()
    {
        session.Remote.OfferData();
        await session.Peer.SetRemoteDescriptionAsync("offer", session.Remote.Write());
        SessionDescription answer = SessionDescription.Parse(await session.Peer.CreateAnswerAsync());
        if (serverSctp?.MaxSendMessageSize is { } size)
        {
            LocalAnswer.ApplyMaxMessageSize(answer, size);
        }

        await session.EnsureConnectedAsync(answer);
        await session.Peer.SetLocalDescriptionAsync("answer", answer.ToString());
        session.Data.IsNegotiated = true;
        return true;
    }
}
