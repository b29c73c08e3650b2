Console.WriteLine("kit");
