using System.Text.Json;
using Tureen.Rooms.Logging;
using Tureen.Rooms.Rooms;

namespace Tureen.Rooms.Cluster.Shares;

/// <summary>One end of a pipe by which another machine gets what members of this one send. Runs on the room's loop.</summary>
internal sealed class ServedPipe
{
    private readonly Task<RouterPipe> _pipe;
    private readonly Room _room;

    /// <param name="room">The room.</param>
    /// <param name="address">Where the end listens.</param>
    /// <param name="offer">The other end, in JSON.</param>
    public ServedPipe(Room room, PipeAddress address, string offer)
    {
        _room = room;
        _pipe = ConnectAsync(room, address, offer);
    }

    /// <summary>It has closed, or could not be opened.</summary>
    public bool IsGone => _pipe is { IsFaulted: true } or { IsCompletedSuccessfully: true, Result.Closed: true };

    /// <summary>Opens an end.</summary>
    public static Task<RouterPipe> OpenAsync(Room room, PipeAddress address) =>
        room.Router.OpenPipeAsync(new RouterPipeOptions { ListenInfo = new TransportListenInfo { Ip = address.Ip, AnnouncedAddress = address.Announced } });

    /// <summary>This end, in JSON.</summary>
    public async Task<string> AnswerAsync() => JsonSerializer.Serialize((await _pipe).Offer, TureenJsonContext.Default.PipeOffer);

    /// <summary>Offers what a producer carries; a repeated call gets the same answer.</summary>
    /// <returns>The offer, in JSON.</returns>
    public async Task<string> PullAsync(string producerId, bool isMedia)
    {
        RouterPipe pipe = await _pipe;
        return isMedia
            ? JsonSerializer.Serialize(await pipe.OfferAsync(producerId), TureenJsonContext.Default.PipedProducer)
            : JsonSerializer.Serialize(await pipe.OfferDataAsync(producerId), TureenJsonContext.Default.PipedDataProducer);
    }

    public void Close() => _ = CloseAsync();

    private static async Task<RouterPipe> ConnectAsync(Room room, PipeAddress address, string offer)
    {
        PipeOffer other = JsonSerializer.Deserialize(offer, TureenJsonContext.Default.PipeOffer) ?? throw new JsonException("the other machine offers nothing");
        RouterPipe pipe = await OpenAsync(room, address);
        try
        {
            await pipe.ConnectAsync(other);
            return pipe;
        }
        catch
        {
            pipe.Close();
            throw;
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            (await _pipe).Close();
        }
        catch (Exception exception)
        {
            // Whoever asked for it has heard why, too.
            _room.Logger.LogDebug("A pipe of room {RoomId} was never open: {Reason}", LogText.Of(_room.Id), LogText.Of(exception.Message));
        }
    }
}
