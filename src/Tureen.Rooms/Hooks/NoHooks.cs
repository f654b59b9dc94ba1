namespace Tureen.Rooms.Hooks;

/// <summary>The hooks of an application that has none.</summary>
internal sealed class NoHooks : RoomHooks;
