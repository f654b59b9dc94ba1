namespace Tureen.Server.Settings;

/// <summary>The commands of the program.</summary>
internal static class ServerCommands
{
    public const string Description =
        "Tureen's room server. Without a command it serves.\n\n"
        + "Each option of serve can be set in the environment, too (TUREEN_PORT, TUREEN_LISTEN_IP, ...), and in the section \"Tureen:Rooms\" of "
        + "appsettings.json (Port, ListenIp, ...); each of load as TUREEN_LOAD_ROOMS, ... and in \"Tureen:Load\".";

    public static readonly ServerCommand Serve = new("serve", "runs the room server", ServerOptions.All);

    public static readonly ServerCommand Token = new("token", "prints an access token and a link", ServerOptions.Token);

    public static readonly ServerCommand Load = new(
        "load", "fills the rooms of a server with participants, and reports what they experience", LoadOptions.All);

    public static readonly ServerCommand Doctor = new(
        "doctor", "checks what browsers would see of a server with these options, and says what is wrong", ServerOptions.Doctor);

    public static readonly ServerCommand Health = new("health", "ends with 0 if a server on this machine takes clients", ServerOptions.Health);

    public static readonly IReadOnlyList<ServerCommand> All = [Serve, Token, Load, Doctor, Health];
}
