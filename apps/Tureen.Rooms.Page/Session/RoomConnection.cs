using System.Text.Json.Nodes;
using Tureen.Client;
using Tureen.Client.Browser;
using Tureen.Client.Browser.Encryption;
using Tureen.Client.Protoo;
using Tureen.Client.Rooms;

namespace Tureen.Rooms.Page.Session;

/// <summary>The present connection to the server: signaling, and a transport each way. A session that comes back has another one of each.</summary>
/// <param name="isEncrypted">Whether frames are encrypted end to end.</param>
internal sealed class RoomConnection(bool isEncrypted)
{
    /// <summary>Null while there is none.</summary>
    public ProtooClient? Signaling { get; private set; }

    /// <summary>What this browser and the room have in common; that of the last connection while there is none.</summary>
    public Device? Device { get; private set; }

    public Transport? Send { get; private set; }

    public Transport? Receive { get; private set; }

    /// <summary>What it carries to this page; null while it is not known.</summary>
    public Downlink? Downlink { get; private set; }

    /// <summary>A connection begins: from now on messages go there.</summary>
    public void Begin(ProtooClient signaling) => Signaling = signaling;

    /// <summary>Finds out what this browser and the room have in common.</summary>
    public async Task<Device> LoadDeviceAsync(ProtooClient signaling)
    {
        Device = new Device(new DeviceOptions { Platform = BrowserPlatform.Current });
        await RoomTransports.LoadAsync(signaling, Device);
        return Device;
    }

    /// <summary>Makes a transport each way.</summary>
    public async Task CreateTransportsAsync(ProtooClient signaling, Device device)
    {
        Send = await CreateTransportAsync(signaling, device, isSending: true);
        Receive = await CreateTransportAsync(signaling, device, isSending: false);
    }

    /// <summary>Takes the server's report of what the connection carries.</summary>
    public void HandleDownlink(JsonNode data) => Downlink = Session.Downlink.Read(data) ?? Downlink;

    /// <summary>Sends a notification, if there is a connection.</summary>
    public void Notify(string method, JsonObject data) => Signaling?.Notify(method, data);

    public void Close()
    {
        Send?.Close();
        Receive?.Close();
        Send = null;
        Receive = null;
        Downlink = null;
        Signaling?.Close();
        Signaling = null;
    }

    private Task<Transport> CreateTransportAsync(ProtooClient signaling, Device device, bool isSending) => RoomTransports.CreateAsync(
        signaling,
        device,
        isSending,
        error =>
        {
            // Without the transport the connection is useless: the session joins again.
            Console.Error.WriteLine($"The transport stays lost: {error.Message}");
            signaling.Close();
        },
        isEncrypted ? FrameEncryption.TransportSettings : null);
}
