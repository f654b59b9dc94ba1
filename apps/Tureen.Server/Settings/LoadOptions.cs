using Tureen.Rooms.Settings;

namespace Tureen.Server.Settings;

/// <summary>The options of <c>tureen load</c>.</summary>
internal static class LoadOptions
{
    /// <summary>The section of the configuration.</summary>
    public const string Section = "Tureen:Load";

    public static readonly SettingsOption Server = new("server", "address", "the room server (http://localhost:4443)");

    public static readonly SettingsOption AcceptAnyCertificate = new(
        "accept-any-certificate", null, "the certificate of the server may be anything, such as the one that it makes itself");

    public static readonly SettingsOption Token = new("token", "token", "an access token for all participants (none)");

    public static readonly SettingsOption Rooms = new("rooms", "number", "rooms (1)");

    public static readonly SettingsOption RoomName = new("room-name", "name", "how the rooms are called; a number follows (load)");

    public static readonly SettingsOption Participants = new("participants", "number", "participants of each room (4)");

    public static readonly SettingsOption Publishers = new("publishers", "number", "how many of each room send (all)");

    public static readonly SettingsOption Media = new("media", "kinds", "what they send: audio, video or both with a comma (audio,video)");

    public static readonly SettingsOption Layers = new("layers", "number", "simulcast encodings of each camera, 1 to 3 (3)");

    public static readonly SettingsOption VideoKilobits = new("video-kilobits", "number", "kbit/s of the highest encoding (1200)");

    public static readonly SettingsOption VideoHeight = new("video-height", "number", "lines of the highest encoding (720)");

    public static readonly SettingsOption FramesPerSecond = new("frames-per-second", "number", "frames a second of each camera (30)");

    public static readonly SettingsOption AudioKilobits = new("audio-kilobits", "number", "kbit/s of each microphone (32)");

    public static readonly SettingsOption JoinRate = new("join-rate", "number", "participants that join in a second (20)");

    public static readonly SettingsOption Duration = new("duration", "seconds", "how long it lasts once all have joined (30)");

    public static readonly SettingsOption Churn = new("churn", "number", "participants that leave in a minute; another joins for each (0)");

    public static readonly SettingsOption Loss = new("loss", "percent", "packets that are lost on the way, each way (0)");

    public static readonly SettingsOption Delay = new("delay", "milliseconds", "how long packets take, each way (0)");

    public static readonly SettingsOption Jitter = new("jitter", "milliseconds", "how much longer a packet may take (0)");

    public static readonly SettingsOption Rate = new("rate", "number", "kbit/s that the path of a transport carries, each way (all)");

    public static readonly SettingsOption Impaired = new("impaired", "percent", "participants whose packets are lost, delayed or too many (100)");

    public static readonly SettingsOption Threads = new("threads", "number", "media threads (one for each two cores)");

    public static readonly SettingsOption Seed = new("seed", "number", "what random choices come from (1)");

    public static readonly SettingsOption ServerProcess = new("server-process", "number", "the id of the server's process, whose CPU time is measured (none)");

    public static readonly SettingsOption Report = new("report", "file", "where the report goes as JSON (none)");

    public static readonly SettingsOption Html = new("html", "file", "where the report goes as a page (none)");

    public static readonly IReadOnlyList<SettingsOption> All =
    [
        Server, AcceptAnyCertificate, Token, SettingsOptions.TokenKey, Rooms, RoomName, Participants, Publishers, Media, Layers, VideoKilobits, VideoHeight,
        FramesPerSecond, AudioKilobits, JoinRate, Duration, Churn, Loss, Delay, Jitter, Rate, Impaired, Threads, Seed, ServerProcess, Report, Html,
    ];
}
