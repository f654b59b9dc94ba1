namespace Tureen.Rooms.Rooms;

/// <summary>Connects rooms of this machine with rooms of the same names on other machines. A server without others has <see cref="SingleMachine"/>.</summary>
internal interface IRoomCluster
{
    /// <summary>Connects a room that has just opened, before anybody is in it.</summary>
    IRoomShare Open(Room room);
}
