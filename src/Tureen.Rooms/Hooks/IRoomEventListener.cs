namespace Tureen.Rooms.Hooks;

/// <summary>Hears what happens in rooms. The events of one room come in their order; those of several rooms at the same time.</summary>
internal interface IRoomEventListener
{
    /// <summary>Must neither wait nor throw.</summary>
    void Handle(RoomEvent happened);
}
